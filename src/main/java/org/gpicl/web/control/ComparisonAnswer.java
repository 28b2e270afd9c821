package org.gpicl.web.control;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.machine.Build;
import org.gpicl.report.RunFacts;
import org.gpicl.report.SweepReport;
import org.gpicl.report.comparison.ComparisonReport;
import org.gpicl.report.comparison.SweepComparison;
import org.gpicl.report.medium.PaperStyle;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.sweep.Sweep;

/** Shows and writes the differences between two sweeps. */
final class ComparisonAnswer {
  private final CellRecords records;
  private final Home home;

  ComparisonAnswer(CellRecords records, Home home) {
    this.records = records;
    this.home = home;
  }

  /**
   * @param directory for the files; empty for their place in the home
   */
  Answer of(Sweep first, Sweep second, String directory) {
    return answer(
        first,
        second,
        directory,
        (comparison, target) -> {
          SweepReport.Written written = comparison.write(target);
          List<String> lines = new ArrayList<>(List.of(comparison.text(), ""));
          lines.addAll(SweepReport.listing(written.files()));
          lines.addAll(written.messages());
          return lines;
        });
  }

  /** The figure for a paper alone. */
  Answer of(Sweep first, Sweep second, String directory, PaperStyle style) {
    Build build = Build.read();
    RunFacts.Program program = new RunFacts.Program(build.version(), build.commit());
    return answer(
        first,
        second,
        directory,
        (comparison, target) -> {
          SweepReport.Written written = comparison.write(target, style, program);
          List<String> lines = new ArrayList<>(SweepReport.listing(written.files()));
          lines.addAll(written.messages());
          return lines;
        });
  }

  @FunctionalInterface
  private interface Writing {
    /** Writes, and says what. */
    List<String> to(ComparisonReport comparison, Path target) throws IOException;
  }

  private Answer answer(Sweep first, Sweep second, String directory, Writing writing) {
    if (first.name().equals(second.name())) {
      return new Answer(ExitCode.USAGE, "sweep " + first.name() + " is compared with itself");
    }
    ComparisonReport comparison =
        new ComparisonReport(
            SweepComparison.of(first, records.outcomes(first), second, records.outcomes(second)));
    Optional<String> nothing = comparison.nothing();
    if (nothing.isPresent()) {
      return new Answer(ExitCode.USAGE, nothing.get());
    }
    Path target =
        directory.isEmpty() ? home.comparison(first.name(), second.name()) : Path.of(directory);
    try {
      return new Answer(
          ExitCode.DONE, String.join(System.lineSeparator(), writing.to(comparison, target)));
    } catch (IOException e) {
      return new Answer(
          ExitCode.FAILED,
          "%s%n%nIt could not be written to %s: %s".formatted(comparison.text(), target, e));
    }
  }
}
