package org.gpicl.machine.threads;

import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/**
 * What the lines of the log are about: sweep, number of the run, and cell. Each belongs to a thread
 * until what is returned is closed; a thread of a pool has them only by {@link #inherited}.
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

  /** A task for another thread, whose lines are about what those of this thread are about now. */
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

  /** As {@link #inherited(Callable)}. */
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

  /** Returns what it was before. */
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
