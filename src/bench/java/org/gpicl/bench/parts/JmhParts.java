package org.gpicl.bench.parts;

import java.util.List;
import org.gpicl.bench.Parts;
import org.gpicl.engine.EngineException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs each benchmark in a JVM of its own. */
public final class JmhParts implements Parts {
  @Override
  public void run(String pattern, List<String> jvmArguments) {
    try {
      new Runner(
              new OptionsBuilder()
                  .include(pattern)
                  .jvmArgs(jvmArguments.toArray(String[]::new))
                  .build())
          .run();
    } catch (RunnerException e) {
      throw new EngineException("no part was measured: " + e.getMessage(), e);
    }
  }
}
