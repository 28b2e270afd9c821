package org.gpicl.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.gpicl.report.grid.Grid;

/** The page of a report, for tests that open it. */
public final class SamplePage {
  private SamplePage() {}

  public static String html() throws Exception {
    return html(new SampleSweep());
  }

  /** Of a sweep that searches a boundary. */
  public static String ofBoundary() throws Exception {
    return html(LookAtReport.boundary());
  }

  /** Of a sweep that varies more than the four axes. */
  public static String ofSettings() throws Exception {
    SampleSweep sample = new SampleSweep();
    sample.swept.put("transformer.layers", List.of("1", "2", "4"));
    return html(sample);
  }

  private static String html(SampleSweep sample) throws IOException {
    return html(Grid.of(sample.sweep(), sample.outcomes()));
  }

  static String html(Grid grid) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    HeatmapPage.write(grid, page);
    return page.toString(StandardCharsets.UTF_8);
  }
}
