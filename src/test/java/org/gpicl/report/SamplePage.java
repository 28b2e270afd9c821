package org.gpicl.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.gpicl.report.grid.Grid;

/** The page of a report, for tests that open it. */
public final class SamplePage {
  private SamplePage() {}

  public static String html() throws Exception {
    SampleSweep sample = new SampleSweep();
    return html(Grid.of(sample.sweep(), sample.outcomes()));
  }

  static String html(Grid grid) throws IOException {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    HeatmapPage.write(grid, page);
    return page.toString(StandardCharsets.UTF_8);
  }
}
