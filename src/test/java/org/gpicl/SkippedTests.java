package org.gpicl;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Says at the end of a test run, in a line, what was skipped for want of something. */
public final class SkippedTests implements TestExecutionListener {
  private final Map<String, Long> counts = new TreeMap<>();
  private TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = started;
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    String reason = result.getThrowable().map(Throwable::getMessage).orElse("");
    if (result.getStatus() == Status.ABORTED && reason.startsWith(Needs.PREFIX)) {
      counts.merge(reason.substring(Needs.PREFIX.length()), tests(test), Long::sum);
    }
  }

  /** A class that was skipped before its first test stands for all of them. */
  private long tests(TestIdentifier skipped) {
    if (skipped.isTest()) {
      return 1;
    }
    return plan.getDescendants(skipped).stream().filter(TestIdentifier::isTest).count();
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan finished) {
    if (!counts.isEmpty()) {
      System.out.println(
          counts.entrySet().stream()
              .map(
                  need ->
                      "%d %s %s"
                          .formatted(
                              need.getValue(),
                              need.getValue() == 1 ? "test that needs" : "tests that need",
                              need.getKey()))
              .collect(Collectors.joining(", ", "Skipped: ", ".")));
    }
    counts.clear();
  }
}
