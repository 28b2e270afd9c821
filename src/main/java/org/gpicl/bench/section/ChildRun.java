package org.gpicl.bench.section;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.EngineException;

/**
 * A whole sweep, run by this program in a separate process.
 *
 * @param seconds from its start to its end
 * @param peakBytes its peak memory; NaN if the system does not report it
 */
record ChildRun(double seconds, double peakBytes) {
  private static final long LOOK_MILLISECONDS = 20;

  /**
   * Runs a sweep to its end.
   *
   * @param jvm further options of the JVM
   * @param arguments arguments of the command `run` that follow the file and the home
   */
  static ChildRun of(
      Setting setting, Workload workload, Path home, List<String> jvm, String... arguments) {
    try {
      Path file = Files.createDirectories(home).resolve("bench.yaml");
      Files.writeString(file, workload.text());
      List<String> command = new ArrayList<>(setting.program().apply(jvm));
      command.addAll(List.of("run", file.toString(), "--home", home.toString()));
      command.addAll(List.of(arguments));
      Path output = home.resolve("output.txt");
      long begin = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      double peak = Double.NaN;
      while (!process.waitFor(LOOK_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        double seen = peakBytes(process.pid());
        // A process that is about to end no longer has memory.
        peak = Double.isNaN(seen) ? peak : seen;
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      if (process.exitValue() != 0) {
        throw new EngineException(
            "a sweep of the bench ended with %d: %s"
                .formatted(process.exitValue(), Files.readString(output)));
      }
      return new ChildRun(seconds, peak);
    } catch (IOException e) {
      throw new EngineException("a sweep of the bench could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("the bench was interrupted");
    }
  }

  private static double peakBytes(long process) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> 1024 * Double.parseDouble(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(Double.NaN);
    } catch (IOException | java.io.UncheckedIOException e) {
      return Double.NaN;
    }
  }
}
