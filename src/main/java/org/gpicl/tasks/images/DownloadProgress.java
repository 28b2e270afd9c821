package org.gpicl.tasks.images;

import java.net.URI;

/** Notified of a download's progress: when it begins, when it ends and from time to time. */
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
