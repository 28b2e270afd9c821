package org.gpicl.report;

import org.gpicl.report.grid.Grid;

/** The page of a report, for tests that open it. */
public final class SamplePage {
  private SamplePage() {}

  public static String html() throws Exception {
    SampleSweep sample = new SampleSweep();
    return HeatmapPage.of(Grid.of(sample.sweep(), sample.outcomes()));
  }
}
