package org.gpicl.report;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.gpicl.home.files.PackagedText;
import org.gpicl.report.grid.Grid;

/** {@code heatmap.html}: the interactive figure, in one file that needs no network. */
final class HeatmapPage {
  /** Browsers and mail programs take two million bytes without complaint. */
  static final int LARGEST = 2_000_000;

  private static final String WEBJAR = "META-INF/maven/org.webjars/echarts/pom.properties";

  private static final String DATA = "/*data*/";

  private HeatmapPage() {}

  static void write(Grid grid, OutputStream out) throws IOException {
    String echarts = echarts();
    String page =
        PackagedText.read("org/gpicl/report/page.html")
            .replace("/*style*/", PackagedText.read("org/gpicl/report/page.css"))
            .replace("/*script*/", PageScript.of("org/gpicl/report/page.js"));
    String program = page.replace("/*echarts*/", echarts);
    int title = 4 * grid.sweep().name().length();
    int bytes = LARGEST - program.getBytes(StandardCharsets.UTF_8).length - title;
    String titled = program.replace("<!--title-->", escaped(grid.sweep().name()));
    int data = titled.indexOf(DATA);
    out.write(titled.substring(0, data).getBytes(StandardCharsets.UTF_8));
    PageData.write(grid, bytes, out);
    out.write(titled.substring(data + DATA.length()).getBytes(StandardCharsets.UTF_8));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String echarts() throws IOException {
    Properties webjar = new Properties();
    webjar.load(new StringReader(PackagedText.read(WEBJAR)));
    String script =
        PackagedText.read(
            "META-INF/resources/webjars/echarts/"
                + webjar.getProperty("version")
                + "/echarts.min.js");
    if (script.contains("</script")) {
      throw new IOException("this ECharts cannot be inlined into a page: it contains </script");
    }
    return script;
  }
}
