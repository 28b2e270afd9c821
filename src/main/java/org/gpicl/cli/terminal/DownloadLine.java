package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.net.URI;
import org.gpicl.report.table.Amounts;
import org.gpicl.tasks.images.DownloadProgress;

/** Shows the progress of a download in one line, which it overwrites. */
final class DownloadLine implements DownloadProgress {
  /** Over the end of a longer line before. */
  private static final String SPACE = "  ";

  private final PrintStream out;

  DownloadLine(PrintStream out) {
    this.out = out;
  }

  @Override
  public void progressed(URI source, long bytes, long total) {
    boolean whole = bytes == total;
    if (total > 0) {
      out.printf(
          "\rDownloading %s: %s of %s%s%s",
          source,
          Amounts.bytes(bytes),
          Amounts.bytes(total),
          SPACE,
          whole ? System.lineSeparator() : "");
    } else {
      out.printf("\rDownloading %s: %s%s", source, Amounts.bytes(bytes), SPACE);
    }
    out.flush();
  }
}
