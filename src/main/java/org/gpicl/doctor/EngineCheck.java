package org.gpicl.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gpicl.engine.CodeRange;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.Gpu;
import org.gpicl.engine.Nvidia;
import org.gpicl.job.workers.Engines;
import org.gpicl.model.Precision;

/** Whether each engine runs here, on which device, and why not on others. */
final class EngineCheck implements Check {
  private static final String ND4J_ON_CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String LIBTORCH = "org.gpicl.engine.libtorch.LibtorchEngine";

  private final Nvidia nvidia;
  private final Predicate<String> onClassPath;
  private final Function<String, Engine> engines;

  EngineCheck(Nvidia nvidia) {
    this(nvidia, EngineCheck::onClassPath, Engines::named);
  }

  EngineCheck(Nvidia nvidia, Predicate<String> onClassPath, Function<String, Engine> engines) {
    this.nvidia = nvidia;
    this.onClassPath = onClassPath;
    this.engines = engines;
  }

  private static boolean onClassPath(String name) {
    try {
      Class.forName(name, false, EngineCheck.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  @Override
  public List<Finding> look() {
    return List.of(loaded("vector", ""), loaded("nd4j", nd4jOnGpu()), libtorch());
  }

  private Finding loaded(String name, String more) {
    String subject = "engine " + name;
    try {
      Engine engine = engines.apply(name);
      String text = engine.description();
      try {
        String halved = engine.products(Precision.BFLOAT16).map("; "::concat).orElse("");
        return Finding.ok(subject, text + halved + more);
      } catch (EngineException noBf16) {
        return Finding.note(subject, text + more + "; " + noBf16.getMessage(), "");
      }
    } catch (EngineException e) {
      return Finding.wrong(subject, e.getMessage(), "");
    } catch (LinkageError e) {
      return Finding.wrong(subject, "does not load: " + e, "See docs/engines.md for platforms.");
    }
  }

  private String nd4jOnGpu() {
    if (onClassPath.test(ND4J_ON_CUDA)) {
      return nvidia.devices().isEmpty() ? "" : onDevices(CodeRange.ND4J);
    }
    return nvidia.devices().isEmpty()
        ? ""
        : "; not on the GPU: " + without(CodeRange.ND4J, "ND4J's CUDA backend is not built in");
  }

  private Finding libtorch() {
    String subject = "engine libtorch";
    if (!onClassPath.test(LIBTORCH)) {
      String text = "not built in";
      return nvidia.devices().isEmpty()
          ? Finding.ok(subject, text + "; it is for NVIDIA devices, and there is none")
          : Finding.note(
              subject,
              without(CodeRange.LIBTORCH, text),
              "Until then, --engine vector trains here.");
    }
    return loaded("libtorch", nvidia.devices().isEmpty() ? "" : onDevices(CodeRange.LIBTORCH));
  }

  /** Why it is missing, and whether it would help if it were present. */
  private String without(CodeRange range, String why) {
    List<String> would = new ArrayList<>(List.of(why));
    for (Gpu gpu : nvidia.devices()) {
      gpu.capability().ifPresent(capability -> would.add(covered(range, gpu, capability)));
    }
    return String.join("; ", would);
  }

  private String onDevices(CodeRange range) {
    StringBuilder text = new StringBuilder();
    for (Gpu gpu : nvidia.devices()) {
      Optional<Gpu.Capability> capability = gpu.capability();
      text.append("; ")
          .append(
              capability
                  .map(known -> covered(range, gpu, known))
                  .orElse("what " + gpu.name() + " can run is not known"));
    }
    return text.toString();
  }

  private static String covered(CodeRange range, Gpu gpu, Gpu.Capability capability) {
    return range.covers(capability)
        ? "it has code for " + gpu.name()
        : "it has code for compute capability %s, and %s has %s"
            .formatted(range, gpu.name(), capability);
  }
}
