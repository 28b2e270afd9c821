package org.gpicl.metrics.trace;

import io.micrometer.tracing.Tracer;

/**
 * The trace of one run of a sweep: sweep, phases, cells, and the checkpoints and evaluations of a
 * cell. Phases follow each other, so the cells of one find it here.
 */
public final class RunTrace implements AutoCloseable {
  /** Of a run that is not traced. */
  public static final RunTrace NONE = new RunTrace(RunSpan.NONE, "");

  private final RunSpan run;
  private final String sweep;
  private volatile RunSpan phase;

  private RunTrace(RunSpan run, String sweep) {
    this.run = run;
    this.sweep = sweep;
    this.phase = run;
  }

  /**
   * Begins a trace.
   *
   * @param name of its first span
   */
  public static RunTrace of(Tracer tracer, String name, String sweep) {
    return tracer == Tracer.NOOP
        ? NONE
        : new RunTrace(RunSpan.first(tracer, name).tag("gpicl.sweep", sweep), sweep);
  }

  /** Begins a phase. */
  public RunSpan enter(String next) {
    RunSpan begun = run.part(next);
    phase = begun;
    return begun;
  }

  /** Begins what is done with a cell in the current phase. */
  public RunSpan cell(String key) {
    return phase.part("cell").tag("gpicl.sweep", sweep).tag("gpicl.cell", key);
  }

  /** How the run ended. */
  public void ends(String outcome) {
    run.tag("gpicl.outcome", outcome);
  }

  @Override
  public void close() {
    run.close();
  }
}
