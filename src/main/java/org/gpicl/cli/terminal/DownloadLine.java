package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.net.URI;
import java.util.Locale;
import org.gpicl.tasks.images.DownloadProgress;

/** Shows the progress of a download in one line, which it overwrites. */
final class DownloadLine implements DownloadProgress {
  private static final double MEGABYTE = 1e6;

  private final PrintStream out;

  DownloadLine(PrintStream out) {
    this.out = out;
  }

  @Override
  public void progressed(URI source, long bytes, long total) {
    boolean whole = bytes == total;
    if (total > 0) {
      out.printf(
          Locale.ROOT,
          "\rDownloading %s: %.1f of %.1f MB%s",
          source,
          bytes / MEGABYTE,
          total / MEGABYTE,
          whole ? System.lineSeparator() : "");
    } else {
      out.printf(Locale.ROOT, "\rDownloading %s: %.1f MB", source, bytes / MEGABYTE);
    }
    out.flush();
  }
}
