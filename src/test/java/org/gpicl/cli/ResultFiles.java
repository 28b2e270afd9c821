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
}
