package org.gpicl.tasks;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the real images for tests are. A missing folder is a failure, not a skip. */
final class TestData {
  private TestData() {}

  static Path directory() {
    String named = System.getProperty("GPICL_DATA", System.getenv("GPICL_DATA"));
    if (named != null) {
      return existing(Path.of(named));
    }
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path candidate = up.resolve("shared/data");
      if (Files.isDirectory(candidate)) {
        return candidate;
      }
    }
    throw new AssertionError(
        "no test data: set GPICL_DATA to a directory with the folder mnist, or put it into"
            + " ../shared/data");
  }

  private static Path existing(Path path) {
    if (!Files.isDirectory(path)) {
      throw new AssertionError("GPICL_DATA names " + path + ", which is no directory");
    }
    return path;
  }

  /** A library that finds real images there and downloads nothing. */
  static ImageLibrary library() {
    Path data = directory();
    return new ImageLibrary(
        data, data.resolve("no-cache"), true, KnownImageSet.all(), DownloadProgress.SILENT);
  }
}
