package org.gpicl.job.run;

import org.gpicl.engine.Engine;
import org.gpicl.machine.Machine;
import org.gpicl.model.Precision;
import org.gpicl.sweep.Sweep;

/** What trains cells, as one line that is stored with them. */
public final class Provenance {
  private Provenance() {}

  public static String of(Engine engine, Sweep sweep) {
    return "%s; numerics %d".formatted(ofMachine(engine), sweep.numerics());
  }

  /**
   * Of a cell.
   *
   * @param ofRun of all cells of its run
   */
  public static String of(String ofRun, Engine engine, Precision precision) {
    return ofRun + engine.products(precision).map("; "::concat).orElse("");
  }

  /** How the lines begin of all that this engine trains on this machine. */
  public static String ofMachine(Engine engine) {
    return engine.description() + "; " + ofMachine();
  }

  /** What any engine has on this machine. */
  public static String ofMachine() {
    return "%s; %s; JDK %s".formatted(Machine.kernels(), Machine.processor(), Machine.jdk());
  }
}
