package org.gpicl.bench.section;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Workload;
import org.gpicl.sweep.Cell;

/**
 * A training step that is measured.
 *
 * @param name its row
 * @param cell what is trained
 */
record StepShape(String name, Cell cell) {

  /** The notebook's transformer by width, and that of the recipe `small`. */
  static List<StepShape> transformers(Setting setting) {
    List<StepShape> shapes = new ArrayList<>(byWidth(setting, Workload::notebookTransformer));
    shapes.add(new StepShape("small h=64", Workload.smallTransformer(64).cell()));
    return shapes;
  }

  static List<StepShape> lstms(Setting setting) {
    return byWidth(setting, Workload::notebookLstm);
  }

  static List<StepShape> outerProductLstms(Setting setting) {
    return byWidth(setting, Workload::notebookOuterProductLstm);
  }

  static List<StepShape> mlps(Setting setting) {
    return byWidth(setting, Workload::notebookMlp);
  }

  private static List<StepShape> byWidth(Setting setting, IntFunction<Workload> workload) {
    return setting.widths().stream()
        .map(width -> new StepShape("h=" + width, workload.apply(width).cell()))
        .toList();
  }
}
