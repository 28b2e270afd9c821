package org.gpicl.tasks.images;

import java.net.URI;

/** Told how a download goes on, at its beginning, at its end and now and then between. */
@FunctionalInterface
public interface DownloadProgress {
  DownloadProgress SILENT = (source, bytes, total) -> {};

  /**
   * @param source the file's address
   * @param bytes how many are here, those of earlier attempts included
   * @param total how many there are, or -1 if the server does not say
   */
  void progressed(URI source, long bytes, long total);
}
