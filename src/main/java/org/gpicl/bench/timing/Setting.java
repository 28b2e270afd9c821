package org.gpicl.bench.timing;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.gpicl.engine.Engine;

/**
 * The context that all parts of a bench share.
 *
 * @param engine our engine
 * @param yardstick the library to compare it with, if any
 * @param widths hidden sizes of the models
 * @param seconds for each contestant
 * @param scratch a directory for files, removed at the end
 * @param program the command line that starts this program, without its arguments, from further
 *     options of the JVM
 * @param progress receives progress messages
 */
public record Setting(
    Engine engine,
    Optional<Yardstick> yardstick,
    List<Integer> widths,
    double seconds,
    Path scratch,
    UnaryOperator<List<String>> program,
    PrintWriter progress) {

  public RoundRobin roundRobin() {
    return new RoundRobin(seconds);
  }

  public void say(String what) {
    progress.println("measuring " + what + " ...");
  }
}
