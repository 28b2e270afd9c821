package org.gpicl.tasks;

import java.nio.file.Path;
import org.gpicl.RealImages;

/** The real images, as a library that downloads nothing. */
final class TestData {
  private TestData() {}

  static Path directory() {
    return RealImages.folder();
  }

  static ImageLibrary library() {
    Path data = directory();
    return new ImageLibrary(
        data, data.resolve("no-cache"), true, KnownImageSet.all(), DownloadProgress.SILENT);
  }
}
