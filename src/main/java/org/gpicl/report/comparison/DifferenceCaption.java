package org.gpicl.report.comparison;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.report.RunFacts;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.paper.LatexText;

/** What the figure of a comparison shows, in sentences for a paper, as LaTeX. */
final class DifferenceCaption {
  private static final int HASH_DIGITS = 12;

  private DifferenceCaption() {}

  /**
   * @param shownOnly as the figure has it
   */
  static String of(SweepComparison comparison, String shownOnly, RunFacts.Program program) {
    String first = comparison.first().sweep().name();
    String second = comparison.second().sweep().name();
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Accuracy of sweep %s minus that of sweep %s on seen and unseen tasks, by hidden size and number of training tasks."
            .formatted(second, first));
    sentences.add(
        "Each square is the mean over the seeds that both have; where they have none in common, over those that each has.");
    sentences.add(
        "Nearly white is no difference; teal is where %s is better, pink where %s is."
            .formatted(second, first));
    if (!shownOnly.isEmpty()) {
      sentences.add("Shown: %s.".formatted(shownOnly));
    }
    sentences.add(sweep(comparison.first()));
    sentences.add(sweep(comparison.second()));
    return "%% gpicl %s%s\n%s\n"
        .formatted(
            program.version(),
            program.gitCommit().isEmpty() ? "" : ", commit " + program.gitCommit(),
            String.join("\n", sentences.stream().map(LatexText::of).toList()));
  }

  private static String sweep(Grid grid) {
    return "Sweep %s, recipe %s, hash %s."
        .formatted(
            grid.sweep().name(),
            grid.sweep().recipe().key(),
            grid.sweep().hash().substring(0, HASH_DIGITS));
  }
}
