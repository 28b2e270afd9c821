package org.gpicl.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.gpicl.engine.CoreRate;

/** Whether OpenBLAS loads, with which kernels, and how fast it multiplies. */
final class KernelCheck implements Check {

  private final Processor processor;
  private final String chosen;

  /**
   * Checks the kernels for a processor.
   *
   * @param chosen the value of OPENBLAS_CORETYPE, or null
   */
  KernelCheck(Processor processor, String chosen) {
    this.processor = processor;
    this.chosen = chosen;
  }

  @Override
  public List<Finding> look() {
    return List.of(Finding.ok("processor", processor.name()), kernels(), rate());
  }

  Finding kernels() {
    Optional<String> best = processor.bestKernels();
    String text = "OpenBLAS kernels " + (chosen == null ? "of its own choice" : chosen);
    if (best.isEmpty() || best.get().equals(chosen)) {
      return Finding.ok("kernels", text);
    }
    return Finding.note(
        "kernels",
        text + ", but this processor has the instructions of " + best.get(),
        "Start gpicl with its launcher, or set OPENBLAS_CORETYPE=" + best.get() + ".");
  }

  private static Finding rate() {
    try {
      double rate = new CoreRate().getAsDouble();
      return Finding.ok(
          "OpenBLAS", String.format(Locale.ROOT, "multiplies at %.0f GFLOP/s on one core", rate));
    } catch (LinkageError | RuntimeException e) {
      return Finding.wrong(
          "OpenBLAS",
          "does not load: " + e.getMessage(),
          "Every engine needs it: see docs/engines.md for platforms, and `natives` above.");
    }
  }
}
