package org.gpicl.report.paper;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.report.ChosenFigure;
import org.gpicl.report.RunFacts;
import org.gpicl.report.figure.PositionsFigure;
import org.gpicl.report.grid.Crossings;
import org.gpicl.report.grid.Grid;
import org.gpicl.report.grid.Labels;
import org.gpicl.report.grid.Measure;
import org.gpicl.report.learning.LearningFigure;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;

/**
 * What a figure shows, in sentences for a paper. They are LaTeX: names of settings are full of
 * characters that LaTeX reads as commands, and someone who pastes a caption should not have to find
 * them.
 */
final class Caption {
  private static final int HASH_DIGITS = 12;

  private final Grid grid;
  private final RunFacts.Program program;

  Caption(Grid grid, RunFacts.Program program) {
    this.grid = grid;
    this.program = program;
  }

  String heatmap(List<String> evaluations) {
    CaptionFacts facts = new CaptionFacts(grid, grid.outcomes());
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Accuracy of %s on %s tasks, by hidden size and number of training tasks."
            .formatted(
                Labels.list(grid.models().stream().map(ModelKind::title).toList()),
                Labels.list(evaluations.stream().map(grid::title).toList())));
    if (evaluations.contains(Evaluation.SEEN)) {
      sentences.add("Seen tasks are those of the training, with images held out from it.");
    }
    sentences.add(
        facts.severalSeeds()
            ? "Each square is the median over %s.".formatted(facts.seeds())
            : "Each square is one training (%s).".formatted(facts.seeds()));
    if (grid.sweep().cells().stream().anyMatch(cell -> !cell.swept().isEmpty())) {
      sentences.add(
          "Panels are combinations of %s; of a model with many, the first."
              .formatted(Labels.list(grid.sweep().swept())));
    }
    sentences.add(facts.chance());
    evaluations.forEach(evaluation -> sentences.addAll(facts.evaluated(evaluation)));
    sentences.addAll(facts.errors(evaluations));
    sentences.addAll(facts.cells());
    if (split(evaluations)) {
      sentences.add("A filled corner marks seeds on both sides of twice the chance.");
    }
    Crossings.of(grid)
        .filter(found -> evaluations.contains(found.boundary().metric()))
        .ifPresent(
            found ->
                sentences.add(
                    "The line is where the accuracy on %s tasks rises above %s: the median over seeds and their range."
                        .formatted(found.boundary().metric(), found.threshold())));
    return latex(sentences);
  }

  private boolean split(List<String> evaluations) {
    return grid.outcomes().stream()
        .map(outcome -> Grid.Place.of(outcome.cell()))
        .distinct()
        .anyMatch(
            place ->
                evaluations.stream()
                    .anyMatch(e -> grid.accuracy(place, e).bothSidesOf(2 * grid.chance())));
  }

  String positions(PositionsFigure figure) {
    List<CellOutcome> shown =
        grid.ofFirstCombinations().outcomes().stream()
            .filter(
                o ->
                    o.cell().kind() == figure.kind()
                        && o.cell().hidden() == figure.hidden()
                        && figure.tasks().contains(o.cell().tasks()))
            .toList();
    CaptionFacts facts = new CaptionFacts(grid, shown);
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Accuracy of the %s with hidden size %d by position in the sequence, for N = %s training tasks."
            .formatted(
                figure.kind().title(),
                figure.hidden(),
                Labels.list(figure.tasks().stream().map(Labels::grouped).toList())));
    sentences.add("Solid lines: unseen tasks; dashed: seen tasks; dotted: chance.");
    sentences.add(
        facts.severalSeeds()
            ? "Lines are means over %s.".formatted(facts.seeds())
            : "Lines are of one training each (%s).".formatted(facts.seeds()));
    if (figure.sure()) {
      sentences.add(
          "Bands are one standard error over %s to either side."
              .formatted(facts.severalSeeds() ? "seeds" : "evaluation tasks"));
    }
    sentences.add(
        "Lines and bands are smoothed over neighbouring positions (four rounds with weights 1/4, 1/2, 1/4), the first position excepted.");
    sentences.add(facts.chance());
    sentences.addAll(facts.evaluated(Evaluation.SEEN));
    sentences.addAll(facts.evaluated(EvaluationSet.UNSEEN));
    return latex(sentences);
  }

  String curve(CellOutcome outcome) {
    Cell cell = outcome.cell();
    CaptionFacts facts = new CaptionFacts(grid, List.of(outcome));
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "One training: %s, %s, hidden size %d, seed %d%s."
            .formatted(
                cell.kind().title(),
                Labels.count(cell.tasks(), "task", "tasks"),
                cell.hidden(),
                cell.seed(),
                cell.swept().stream()
                    .map(setting -> ", %s %s".formatted(setting.leaf(), setting.value()))
                    .reduce("", String::concat)));
    sentences.add(
        "Loss and accuracies in the course of %s steps%s."
            .formatted(
                Labels.grouped(outcome.step()),
                cell.spec().steps() == outcome.step()
                    ? ""
                    : " of " + Labels.grouped(cell.spec().steps())));
    sentences.add(
        "The dotted lines are the loss of guessing, ln %d, and chance."
            .formatted(cell.model().classes()));
    if (cell.kind().sequences()) {
      sentences.add(
          "Accuracy by position is that of the finished training, smoothed over neighbouring positions; bands are one standard error over evaluation tasks to either side.");
    }
    sentences.add(facts.chance());
    sentences.addAll(facts.evaluated(Evaluation.SEEN));
    sentences.addAll(facts.evaluated(EvaluationSet.UNSEEN));
    sentences.add("Cell %s, hash %s.".formatted(cell.key(), cell.hash().substring(0, HASH_DIGITS)));
    return latex(sentences);
  }

  String learning(LearningFigure figure) {
    CaptionFacts facts = new CaptionFacts(grid, figure.shown());
    List<String> sentences = new ArrayList<>(figure.caption());
    sentences.add("Trained with %s.".formatted(facts.seeds()));
    sentences.add(facts.lossOfGuessing());
    sentences.addAll(facts.cells());
    return latex(sentences);
  }

  /**
   * @param value what the figure shows
   */
  String chosen(ChosenFigure chosen, String value) {
    CaptionFacts facts = new CaptionFacts(grid, chosen.shown());
    List<String> sentences = new ArrayList<>();
    sentences.add(chosen.figure().description() + ".");
    // The sweep and its recipe come last in a caption.
    List<String> parts = chosen.subtitle().subList(2, chosen.subtitle().size());
    if (!parts.isEmpty()) {
      sentences.add("Shown: %s.".formatted(String.join("; ", parts)));
    }
    sentences.add("Trained with %s.".formatted(facts.seeds()));
    sentences.add(value.equals(Measure.LOSS) ? facts.lossOfGuessing() : facts.chance());
    sentences.addAll(facts.evaluated(value));
    sentences.addAll(facts.errors(List.of(value)));
    sentences.addAll(facts.cells());
    return latex(sentences);
  }

  private String latex(List<String> sentences) {
    String hash = grid.sweep().hash();
    List<String> all = new ArrayList<>(sentences);
    all.add(
        "Sweep %s, recipe %s, hash %s."
            .formatted(
                grid.sweep().name(), grid.sweep().recipe().key(), hash.substring(0, HASH_DIGITS)));
    return """
        %% gpicl %s%s. Sweep %s, hash %s.
        %% The hash of each cell is in manifest.json of the sweep's folder.
        %s
        """
        .formatted(
            program.version(),
            program.gitCommit().isEmpty() ? "" : ", commit " + program.gitCommit(),
            grid.sweep().name(),
            hash,
            String.join("\n", all.stream().map(LatexText::of).toList()));
  }
}
