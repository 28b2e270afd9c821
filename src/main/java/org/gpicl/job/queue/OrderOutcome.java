package org.gpicl.job.queue;

import java.util.List;
import org.gpicl.job.run.RunResult;
import org.gpicl.store.OrderTable;

/**
 * How an order ended, in the words of the history.
 *
 * @param state where it stands
 * @param told one sentence
 */
record OrderOutcome(OrderTable.State state, String told) {

  /** A run that could not even begin, for example for want of its images. */
  static OrderOutcome of(Exception failure) {
    String told = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new OrderOutcome(OrderTable.State.FAILED, told);
  }

  static OrderOutcome of(RunResult result) {
    if (result instanceof RunResult.Done done) {
      return new OrderOutcome(OrderTable.State.DONE, String.join(" ", done.messages()));
    }
    if (result instanceof RunResult.SomeFailed failed) {
      return new OrderOutcome(OrderTable.State.FAILED, failures(failed.failures()));
    }
    if (result instanceof RunResult.Stopped stopped) {
      return stopped
          .reason()
          .map(
              reason ->
                  new OrderOutcome(
                      OrderTable.State.HINDERED,
                      "it cannot go on: " + reason + "; " + stopped.progress()))
          .orElseGet(() -> new OrderOutcome(OrderTable.State.STOPPED, stopped.progress()));
    }
    if (result instanceof RunResult.Refused refused) {
      return new OrderOutcome(OrderTable.State.REFUSED, refused.reason());
    }
    RunResult.Broken broken = (RunResult.Broken) result;
    return new OrderOutcome(OrderTable.State.FAILED, broken.reason());
  }

  private static String failures(List<String> failures) {
    return failures.size() == 1
        ? "one cell failed: " + failures.get(0)
        : "%d cells failed; the first: %s".formatted(failures.size(), failures.get(0));
  }
}
