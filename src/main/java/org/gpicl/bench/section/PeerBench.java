package org.gpicl.bench.section;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.gpicl.bench.peer.PeerFailure;
import org.gpicl.bench.peer.PeerPython;
import org.gpicl.bench.peer.PeerTraining;
import org.gpicl.bench.peer.Variant;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.Section;
import org.gpicl.bench.timing.Setting;
import org.gpicl.bench.timing.Timing;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.Batch;
import org.gpicl.job.workers.WorkerCores;
import org.gpicl.machine.Machine;
import org.gpicl.sweep.Cell;

/**
 * Compares training steps with those of PyTorch's Python package, on one core and on all. A ratio
 * is the time of PyTorch's fastest variant in a precision over ours in the same precision, or in 32
 * bits where our engine does not compute in 16.
 */
public final class PeerBench {
  private final Setting setting;
  private final PeerPython peer;

  public PeerBench(Setting setting, PeerPython peer) {
    this.setting = setting;
    this.peer = peer;
  }

  public List<Supplier<Section>> transformers() {
    return onOneCoreAndAll("steps", "Transformer step", StepShape.transformers(setting));
  }

  public List<Supplier<Section>> lstms() {
    return onOneCoreAndAll("lstm", "LSTM step", StepShape.lstms(setting));
  }

  public List<Supplier<Section>> mlps() {
    return onOneCoreAndAll("mlp", "MLP step", StepShape.mlps(setting));
  }

  private List<Supplier<Section>> onOneCoreAndAll(
      String key, String title, List<StepShape> shapes) {
    int cores = Machine.cores();
    List<Supplier<Section>> sections = new ArrayList<>();
    sections.add(() -> measured(key + " peer", title + ", one core: processor time", shapes, 1));
    if (cores > 1) {
      String all = "%s, one cell on %d cores: elapsed time".formatted(title, cores);
      sections.add(() -> measured(key + " peer cores", all, shapes, cores));
    }
    return sections;
  }

  private Section measured(String key, String title, List<StepShape> shapes, int cores) {
    Section section = new Section(key, title);
    shapes.forEach(shape -> measure(section, shape, cores));
    return section;
  }

  private void measure(Section section, StepShape shape, int cores) {
    Cell cell = shape.cell();
    setting.say("%s step %s, cores: %d".formatted(cell.kind().key(), shape.name(), cores));
    Batch batch = Workload.batch(cell, cell.spec().batch());
    Map<Variant, PeerFailure> failures = new EnumMap<>(Variant.class);
    try (WorkerCores others = new WorkerCores(cores - 1);
        Contestant ours = Workload.steps(setting.engine(), cell, batch, others);
        Contestant oursInBf16 = inBf16(shape, batch, others);
        PeerTraining training = peer.start(cell, batch, cores)) {
      List<Contestant> contestants = new ArrayList<>(List.of(ours));
      if (oursInBf16 != null) {
        contestants.add(oursInBf16);
      }
      for (Variant variant : Variant.values()) {
        try {
          contestants.add(training.steps(variant));
        } catch (PeerFailure failure) {
          failures.put(variant, failure);
          setting.progress().println(variant.title() + " failed: " + failure.getMessage());
        }
      }
      Map<String, Timing> timings = new HashMap<>();
      for (Timing timing : setting.roundRobin().time(contestants)) {
        timings.put(timing.name(), cores == 1 ? timing : timing.byElapsedTime());
      }
      Section.Row row = section.row(shape.name());
      for (List<Variant> rivals : Variant.BY_PRECISION) {
        boolean whole = rivals.contains(Variant.EAGER);
        Timing own = timings.get(whole || oursInBf16 == null ? ours.name() : oursInBf16.name());
        row.timing(own);
        for (Variant variant : rivals) {
          Timing timing = timings.get(variant.title());
          if (timing != null) {
            row.timing(timing);
          } else {
            row.text(variant.title() + " ms", failures.get(variant).brief());
          }
        }
        rivals.stream()
            .map(Variant::title)
            .filter(timings::containsKey)
            .mapToDouble(title -> timings.get(title).milliseconds())
            .min()
            .ifPresent(
                best -> row.number(whole ? "ratio" : "ratio bf16", best / own.milliseconds()));
      }
    }
  }

  /** Our steps in bf16; null if the engine does not compute them. */
  private Contestant inBf16(StepShape shape, Batch batch, WorkerCores others) {
    return shape
        .inBf16(setting.engine())
        .map(cell -> Workload.steps(setting.engine(), cell, batch, others))
        .orElse(null);
  }
}
