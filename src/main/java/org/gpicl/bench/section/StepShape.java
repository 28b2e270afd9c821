package org.gpicl.bench.section;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.Engine;
import org.gpicl.model.Precision;
import org.gpicl.sweep.Cell;

/**
 * A training step that is measured.
 *
 * @param name its row
 * @param workload what is trained
 */
record StepShape(String name, Workload workload) {

  Cell cell() {
    return workload.cell();
  }

  /** The same with products in bf16, if an engine computes them. */
  Optional<Cell> inBf16(Engine engine) {
    Cell cell = workload.cell("precision=" + Precision.BFLOAT16.key());
    return Optional.of(cell).filter(it -> engine.supports(it.model(), Precision.BFLOAT16));
  }

  /** The notebook's transformer by width, and that of the recipe `small`. */
  static List<StepShape> transformers(Setting setting) {
    List<StepShape> shapes = new ArrayList<>(byWidth(setting, Workload::notebookTransformer));
    shapes.add(new StepShape("small h=64", Workload.smallTransformer(64)));
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
        .map(width -> new StepShape("h=" + width, workload.apply(width)))
        .toList();
  }
}
