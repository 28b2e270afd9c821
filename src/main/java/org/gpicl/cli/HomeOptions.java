package org.gpicl.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import org.gpicl.job.Home;
import org.gpicl.tasks.ImageLibrary;
import org.gpicl.tasks.KnownImageSet;
import picocli.CommandLine.Option;

/** Where state lives and where images come from: options of most commands. */
final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where state and results live (default: $GPICL_HOME, else ./gpicl-home).")
  private Path home;

  Home home() {
    return Home.of(home);
  }

  /** Options of commands that read images. */
  static final class Images {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Folder of image sets, DIR/mnist/... (default: $GPICL_DATA).")
    private Path data;

    @Option(names = "--offline", description = "Never download image sets.")
    private boolean offline;

    ImageLibrary library(Home home, PrintStream out) {
      Path folder = data;
      String fromEnvironment = System.getenv("GPICL_DATA");
      if (folder == null && fromEnvironment != null && !fromEnvironment.isBlank()) {
        folder = Path.of(fromEnvironment);
      }
      return new ImageLibrary(
          folder, home.data(), offline, KnownImageSet.all(), new DownloadLine(out));
    }
  }
}
