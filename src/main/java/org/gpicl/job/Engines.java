package org.gpicl.job;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.nd4j.Nd4jEngine;
import org.gpicl.engine.vector.VectorEngine;

/** The engines by name; one is loaded only when it is asked for, since natives take seconds. */
public final class Engines {
  private static final String DEFAULT = "vector";
  private static final Map<String, Supplier<Engine>> BY_NAME =
      new TreeMap<>(Map.of("vector", VectorEngine::new, "nd4j", Nd4jEngine::new));

  private Engines() {}

  /**
   * @param name of an engine, or {@code auto} for the fastest that every machine has
   */
  public static Engine named(String name) {
    Supplier<Engine> engine = BY_NAME.get(name.equals("auto") ? DEFAULT : name);
    if (engine == null) {
      throw new EngineException(
          "there is no engine %s; there are %s"
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return engine.get();
  }
}
