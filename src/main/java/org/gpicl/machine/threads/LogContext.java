package org.gpicl.machine.threads;

import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/**
 * What log lines are about: the sweep, the number of the run and the cell. Each is set for a thread
 * until the returned object is closed; threads of a pool get them through {@link #inherited}.
 */
public final class LogContext {
  private static final String SWEEP = "sweep";
  private static final String RUN = "run";
  private static final String CELL = "cell";

  private LogContext() {}

  public static MDC.MDCCloseable sweep(String name) {
    return MDC.putCloseable(SWEEP, name);
  }

  public static MDC.MDCCloseable run(long id) {
    return MDC.putCloseable(RUN, Long.toString(id));
  }

  public static MDC.MDCCloseable cell(String key) {
    return MDC.putCloseable(CELL, key);
  }

  /** A task for another thread that logs with the context that this thread has now. */
  public static <T> Callable<T> inherited(Callable<T> task) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    return () -> {
      Map<String, String> before = exchange(context);
      try {
        return task.call();
      } finally {
        exchange(before);
      }
    };
  }

  /** A task for another thread that logs with the context that this thread has now. */
  public static Runnable inherited(Runnable task) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    return () -> {
      Map<String, String> before = exchange(context);
      try {
        task.run();
      } finally {
        exchange(before);
      }
    };
  }

  /** Sets the context of this thread and returns the previous one. */
  private static Map<String, String> exchange(Map<String, String> context) {
    Map<String, String> before = MDC.getCopyOfContextMap();
    if (context == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(context);
    }
    return before;
  }
}
