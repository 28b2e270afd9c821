package org.gpicl.job;

/**
 * The flag by which a run is asked to stop. A flag and never an interrupt: an interrupted thread
 * inside H2 can close the whole database.
 */
public final class StopSignal {
  private volatile boolean raised;

  public void raise() {
    raised = true;
  }

  public boolean raised() {
    return raised;
  }
}
