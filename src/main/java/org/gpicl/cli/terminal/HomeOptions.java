package org.gpicl.cli.terminal;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gpicl.cli.process.UsageException;
import org.gpicl.home.Home;
import org.gpicl.home.files.UserPath;
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

  /**
   * @throws UsageException if its log could not be written; nothing has been created
   */
  public Home home() {
    Home chosen = Home.of(home);
    if (chosen.root().toString().contains("\\") && File.separatorChar == '/') {
      throw new UsageException(
          "The home %s has a backslash in its path, which the files of its log cannot have; choose another with --home or GPICL_HOME, or rename the folder."
              .formatted(chosen.root()));
    }
    return chosen;
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
    return option == null && named ? UserPath.of(fromEnvironment) : option;
  }

  /** A folder that was named and is not there; a sweep would not find its images, or others. */
  private static Optional<String> missing(Path option) {
    Path folder = dataFolder(option);
    return folder == null || Files.isDirectory(folder)
        ? Optional.empty()
        : Optional.of(
            "%s: %s is not a folder that can be read"
                .formatted(option == null ? "GPICL_DATA" : "--data", folder.toAbsolutePath()));
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

    /** What is wrong with it. */
    public Optional<String> mistake() {
      return missing(data);
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

    /** The same images without downloads, for looking at what is there. */
    public ImageLibrary offline(Home home) {
      return HomeOptions.offline(home, data);
    }

    /**
     * @throws UsageException if the folder of images is not there
     */
    public ImageLibrary library(Home home, PrintStream out) {
      UsageException.throwIf(
          missing(data).map(mistake -> mistake + "; name one that holds DIR/mnist/..., or none."));
      return new ImageLibrary(
          dataFolder(data), home.data(), offline, KnownImageSet.all(), new DownloadLine(out));
    }
  }
}
