package org.gpicl.cli.terminal;

import java.io.PrintStream;
import java.nio.file.Path;
import org.gpicl.home.Home;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.gpicl.web.control.Answer;
import org.gpicl.web.control.ExitCode;
import org.gpicl.web.control.HomeControl;
import picocli.CommandLine.Option;

/** The home and the source of images: options of most commands. */
public final class HomeOptions {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Folder of state and results (default: $GPICL_HOME, else ./gpicl-home).")
  private Path home;

  public Home home() {
    return Home.of(home);
  }

  /** What may be asked of the home. */
  public HomeControl control() {
    Home home = home();
    return HomeControls.of(home, offline(home));
  }

  /** Prints an answer: results and questions to standard output, all else to standard error. */
  public static int print(Answer answer) {
    (answer.exit() == ExitCode.DONE || answer.exit() == ExitCode.ASK ? System.out : System.err)
        .println(answer.text());
    return answer.exit();
  }

  /** Only images that were downloaded before: a report must not start a download. */
  private static ImageLibrary offline(Home home) {
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

  /** The option of a command that reads images and downloads none. */
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
