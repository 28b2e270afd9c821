package org.gpicl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.home.Home;

/** What a sweep has written, to be compared with what another home has of it. */
public final class ResultFiles {
  private ResultFiles() {}

  /** Results with their errors and the curves, all in one text. */
  public static String of(Path home, String sweep) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("results.csv", "errors.csv", "curves.csv")) {
      all.append(Files.readString(new Home(home).sweep(sweep).resolve(name)));
    }
    return all.toString();
  }

  /**
   * An accuracy of a sweep without further axes.
   *
   * @param row how its row of {@code results.csv} begins: model, tasks, hidden, seed and set
   */
  static double accuracy(Path home, String sweep, String row) throws IOException {
    return Files.readString(new Home(home).sweep(sweep).resolve("results.csv"))
        .lines()
        .filter(line -> line.startsWith(row + ","))
        .mapToDouble(line -> Double.parseDouble(line.split(",")[5]))
        .findFirst()
        .orElseThrow();
  }
}
