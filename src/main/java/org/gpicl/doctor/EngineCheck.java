package org.gpicl.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.job.Engines;

/** Whether each engine runs here, on what, and why not on more. */
final class EngineCheck implements Check {
  /** What the machine code of ND4J's CUDA backend is for; it holds none that could be adapted. */
  private static final CodeRange ND4J_CUDA = new CodeRange("3.7", "8.9");

  private static final CodeRange LIBTORCH_CUDA = new CodeRange("7.5", "12.9");
  private static final String ND4J_ON_CUDA = "org.nd4j.linalg.jcublas.JCublasBackend";
  private static final String LIBTORCH = "org.bytedeco.pytorch.global.torch";

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

  /** Compute capabilities, both ends included. */
  private record CodeRange(Gpu.Capability from, Gpu.Capability to) {
    CodeRange(String from, String to) {
      this(Gpu.Capability.read(from).orElseThrow(), Gpu.Capability.read(to).orElseThrow());
    }

    boolean covers(Gpu.Capability capability) {
      return from.compareTo(capability) <= 0 && capability.compareTo(to) <= 0;
    }
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
      return Finding.ok(subject, engines.apply(name).description() + more);
    } catch (EngineException e) {
      return Finding.wrong(subject, e.getMessage(), "");
    } catch (LinkageError e) {
      return Finding.wrong(subject, "does not load: " + e, "See the README for platforms.");
    }
  }

  private String nd4jOnGpu() {
    if (onClassPath.test(ND4J_ON_CUDA)) {
      return nvidia.devices().isEmpty() ? "" : onDevices(ND4J_CUDA);
    }
    return nvidia.devices().isEmpty()
        ? ""
        : "; not on the GPU: " + without(ND4J_CUDA, "ND4J's CUDA backend is not built in");
  }

  private Finding libtorch() {
    String subject = "engine libtorch";
    if (!onClassPath.test(LIBTORCH)) {
      String text = "not built in";
      return nvidia.devices().isEmpty()
          ? Finding.ok(subject, text + "; it is for NVIDIA devices, and there is none")
          : Finding.note(
              subject, without(LIBTORCH_CUDA, text), "Until then, --engine vector trains here.");
    }
    return Finding.ok(
        subject,
        "PyTorch's C++ library is there"
            + (nvidia.devices().isEmpty() ? ", for the processor" : onDevices(LIBTORCH_CUDA)));
  }

  /** Why not, and whether it would help if it were there. */
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
        : "it has code for compute capability %s to %s, and %s has %s"
            .formatted(range.from(), range.to(), gpu.name(), capability);
  }
}
