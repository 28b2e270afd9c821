package org.gpicl.report.table;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.report.grid.Grid;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.SweptSetting;

/**
 * {@code mlp_log.csv} and the like in the notebook's format: columns {@code
 * model,dataset,n_tasks,accuracy,hid_size}, its words for the data sets, the first seed only, of
 * what else is swept the first values only, done cells only, grid order. Models have the names of
 * its figure, such as {@code MLP}.
 */
public final class NotebookCsv {
  private static final Map<String, String> DATASETS = new LinkedHashMap<>();

  static {
    DATASETS.put(Evaluation.TRAIN, "train");
    DATASETS.put(Evaluation.SEEN, "valid");
    DATASETS.put(EvaluationSet.UNSEEN, "test");
  }

  private NotebookCsv() {}

  public static String fileName(ModelKind kind, String suffix) {
    return kind.key() + "_log" + suffix + ".csv";
  }

  public static String of(Grid grid, ModelKind kind) {
    StringBuilder csv = new StringBuilder("model,dataset,n_tasks,accuracy,hid_size\n");
    List<Integer> seeds = grid.seeds();
    Map<Grid.Place, List<SweptSetting>> first = new HashMap<>();
    for (CellOutcome outcome : grid.outcomes()) {
      Cell cell = outcome.cell();
      Grid.Place base = new Grid.Place(cell.kind(), cell.tasks(), cell.hidden());
      if (cell.kind() == kind
          && first.computeIfAbsent(base, place -> cell.swept()).equals(cell.swept())
          && cell.seed() == seeds.get(0)
          && outcome.status() == CellStatus.DONE) {
        append(csv, outcome);
      }
    }
    return csv.toString();
  }

  private static void append(StringBuilder csv, CellOutcome outcome) {
    DATASETS.forEach(
        (name, dataset) ->
            outcome
                .evaluation(name)
                .ifPresent(
                    evaluation ->
                        CsvLine.append(
                            csv,
                            outcome.cell().kind().title(),
                            dataset,
                            outcome.cell().tasks(),
                            evaluation.accuracy(),
                            outcome.cell().hidden())));
  }
}
