package org.gpicl.job.tracking;

import java.io.IOException;
import java.util.List;

/** What shows a sweep outside of gpicl, while it runs and afterwards. */
interface SweepTracker {
  /** The states of a run. */
  enum Status {
    RUNNING,
    FINISHED,
    FAILED,
    KILLED
  }

  /** A value of a metric, which is finite. */
  record Metric(String key, double value, long step) {}

  /**
   * What was sent.
   *
   * @param cells how many cells had something new
   * @param refused of each cell that the tracker does not take, its key and why
   */
  record Sent(int cells, List<String> refused) {}

  /** The sweep runs. */
  void begins();

  /**
   * Sends what the tracker does not have yet.
   *
   * @param finishedToo whether to look at cells again that were finished when they were sent, to
   *     which evaluations may have been added
   * @throws TrackerException if the tracker is away; what it has is looked up again
   * @throws java.util.concurrent.CancellationException if there is no more time
   */
  Sent send(boolean finishedToo);

  /**
   * The sweep's run has ended: sends how, and its files.
   *
   * @return whether files could be sent, if the tracker keeps files at all
   */
  boolean ends(Status status) throws IOException;
}
