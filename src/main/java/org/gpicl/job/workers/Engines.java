package org.gpicl.job.workers;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.EngineSettings;
import org.gpicl.engine.nd4j.Nd4jEngine;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.sweep.Sweep;

/** The engines by name; one is loaded only when it is asked for, since natives take seconds. */
public final class Engines {
  private static final String DEFAULT = "vector";

  /** What `auto` looks at for a GPU before it takes the processor. */
  private static final List<String> FOR_GPUS = List.of("libtorch", "nd4j");

  private static final Map<String, Supplier<Engine>> ALWAYS_THERE =
      Map.of("vector", VectorEngine::new, "nd4j", Nd4jEngine::new);

  private Engines() {}

  /** The engine that a sweep asks for. */
  public static Engine of(Sweep.Execution execution) {
    return named(
        execution.engine(),
        new EngineSettings(execution.device() == Sweep.Device.CPU, execution.deterministic()));
  }

  /** The engine of a name with nothing asked of it. */
  public static Engine named(String name) {
    return named(name, new EngineSettings(false, false));
  }

  private static Engine named(String name, EngineSettings settings) {
    if (name.equals("auto")) {
      return onGpu(settings).orElseGet(() -> existing(DEFAULT)).with(settings);
    }
    return existing(name).with(settings);
  }

  /** The first engine that has a device here. Whether it has is known before natives are loaded. */
  private static Optional<Engine> onGpu(EngineSettings settings) {
    Map<String, Supplier<Engine>> built = built();
    return FOR_GPUS.stream()
        .filter(built::containsKey)
        .map(name -> built.get(name).get().with(settings))
        .filter(Engines::hasGpu)
        .findFirst();
  }

  private static boolean hasGpu(Engine engine) {
    try {
      return engine.devices().stream().anyMatch(device -> device.device().isPresent());
    } catch (EngineException cannot) {
      return false;
    }
  }

  private static Engine existing(String name) {
    Supplier<Engine> engine = built().get(name);
    if (engine == null && name.equals("libtorch")) {
      throw new EngineException(
          "engine libtorch is not built in: GPICL_BUILD=libtorch-gpu ./gpicl doctor builds it for"
              + " NVIDIA devices, GPICL_BUILD=libtorch for the processor (docs/gpu.md); until then"
              + " --engine vector trains here");
    }
    if (engine == null) {
      throw new EngineException(
          "there is no engine %s; there are %s"
              .formatted(name, String.join(", ", built().keySet())));
    }
    return engine.get();
  }

  private static Map<String, Supplier<Engine>> built() {
    Map<String, Supplier<Engine>> built = new LinkedHashMap<>(ALWAYS_THERE);
    Iterator<Engine> added =
        ServiceLoader.load(Engine.class, Engines.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!added.hasNext()) {
          return built;
        }
        Engine engine = added.next();
        built.put(engine.name(), () -> engine);
      } catch (ServiceConfigurationError remains) {
        // Of an earlier build with another profile the name alone is left: it is not built in.
        continue;
      }
    }
  }
}
