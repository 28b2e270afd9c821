package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import org.gpicl.home.Home;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import picocli.CommandLine.Option;

/** Where state lives and where images come from: options of most commands. */
public final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where state and results live (default: $GPICL_HOME, else ./gpicl-home).")
  private Path home;

  public Home home() {
    return Home.of(home);
  }

  /** Images that are there already: a report must not begin to download. */
  public static ImageLibrary offline(Home home) {
    return offline(home, null);
  }

  private static ImageLibrary offline(Home home, Path data) {
    return new ImageLibrary(
        dataFolder(data), home.data(), true, KnownImageSet.all(), DownloadProgress.SILENT);
  }

  private static Path dataFolder(Path option) {
    String fromEnvironment = System.getenv("GPICL_DATA");
    boolean named = fromEnvironment != null && !fromEnvironment.isBlank();
    return option == null && named ? Path.of(fromEnvironment) : option;
  }

  /** The option of a command that looks at images and downloads none. */
  public static final class Data {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Folder of image sets, DIR/mnist/... (default: $GPICL_DATA).")
    private Path data;

    public ImageLibrary offline(Home home) {
      return HomeOptions.offline(home, data);
    }
  }

  /** Options of commands that read images. */
  public static final class Images {
    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Folder of image sets, DIR/mnist/... (default: $GPICL_DATA).")
    private Path data;

    @Option(names = "--offline", description = "Never download image sets.")
    private boolean offline;

    public ImageLibrary library(Home home, PrintStream out) {
      return new ImageLibrary(
          dataFolder(data), home.data(), offline, KnownImageSet.all(), new DownloadLine(out));
    }
  }
}
