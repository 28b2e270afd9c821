package org.gpicl.tasks;

import java.nio.file.Path;
import org.gpicl.RealImages;

/** The real images, as a library that downloads nothing; without them it has glyphs only. */
final class TestData {
  private TestData() {}

  static Path directory() {
    return RealImages.folder();
  }

  static ImageLibrary library() {
    Path data = RealImages.find().orElse(null);
    Path nothing = Path.of("target", "no-cache");
    return new ImageLibrary(data, nothing, true, KnownImageSet.all(), DownloadProgress.SILENT);
  }
}
