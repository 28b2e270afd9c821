package org.gpicl.tasks;

import java.nio.file.Path;
import org.gpicl.RealImages;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;

/** The real images, as a library that downloads nothing; without them it has glyphs only. */
public final class TestData {
  private TestData() {}

  public static Path directory() {
    return RealImages.folder();
  }

  public static ImageLibrary library() {
    Path data = RealImages.find().orElse(null);
    Path nothing = Path.of("target", "no-cache");
    return new ImageLibrary(data, nothing, true, KnownImageSet.all(), DownloadProgress.SILENT);
  }
}
