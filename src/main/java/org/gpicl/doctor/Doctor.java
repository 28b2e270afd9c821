package org.gpicl.doctor;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.gpicl.engine.Nvidia;
import org.gpicl.home.Home;
import org.gpicl.machine.NativeFolder;
import org.gpicl.machine.SystemZone;
import org.gpicl.tasks.images.ImageLibrary;

/** Runs all checks, in the order in which they are reported. */
public final class Doctor {
  private final List<Check> checks;

  Doctor(List<Check> checks) {
    this.checks = checks;
  }

  /**
   * What to check.
   *
   * @param images finds the image sets that are already there
   * @param imagesMistake what is wrong with the folder of images that was named
   * @param newestBackup when the newest backup of the home was made
   * @param database URL, user and password, by the names of Spring's variables
   * @param port the port that `gpicl serve` would listen on
   */
  public record Subject(
      Home home,
      ImageLibrary images,
      Optional<String> imagesMistake,
      Supplier<Optional<Instant>> newestBackup,
      Map<String, String> database,
      int port) {}

  /** A doctor for this machine. */
  public static Doctor of(Subject subject) {
    Nvidia nvidia = Nvidia.ofThisMachine();
    Processor processor = Processor.ofThisMachine();
    return new Doctor(
        List.of(
            new JdkCheck(),
            new MemoryCheck(Runtime.getRuntime().maxMemory()),
            new ClockCheck(Clock.system(ZoneId.systemDefault()), SystemZone.current()),
            new NativesCheck(
                NativeFolder.ofThisProcess(), Path.of(System.getProperty("java.io.tmpdir"))),
            new KernelCheck(processor, System.getenv("OPENBLAS_CORETYPE")),
            new NvidiaCheck(nvidia),
            new EngineCheck(nvidia),
            new ImageSetCheck(subject.images(), subject.imagesMistake()),
            new HomeCheck(subject.home(), subject.newestBackup(), Clock.systemUTC()),
            new DatabaseCheck(subject.home(), subject.database()),
            new PortCheck(subject.port(), subject.home())));
  }

  /**
   * Runs all checks.
   *
   * @param report receives each finding as soon as it is made
   * @return all findings
   */
  public List<Finding> look(Consumer<Finding> report) {
    return checks.stream().flatMap(check -> safely(check).stream()).peek(report).toList();
  }

  private static List<Finding> safely(Check check) {
    try {
      return check.look();
    } catch (RuntimeException | LinkageError e) {
      return List.of(
          Finding.wrong(
              check.getClass().getSimpleName(),
              "could not be made: " + e,
              "This was not expected; please report it."));
    }
  }
}
