package org.gpicl.machine.threads;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogContextTest {
  private final ExecutorService pool = Executors.newSingleThreadExecutor();

  @AfterEach
  void end() {
    pool.shutdownNow();
    MDC.clear();
  }

  @Test
  void whatIsClosedIsRemoved() {
    try (MDC.MDCCloseable sweep = LogContext.sweep("a");
        MDC.MDCCloseable run = LogContext.run(7);
        MDC.MDCCloseable cell = LogContext.cell("mlp-n1-h2-s0")) {
      assertThat(MDC.getCopyOfContextMap())
          .isEqualTo(Map.of("sweep", "a", "run", "7", "cell", "mlp-n1-h2-s0"));
    }
    assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
  }

  @Test
  void aThreadOfAPoolHasTheContextForOneTaskOnly() throws Exception {
    Callable<String> sweep = () -> MDC.get("sweep");
    try (MDC.MDCCloseable about = LogContext.sweep("a")) {
      assertThat(pool.submit(LogContext.inherited(sweep)).get()).isEqualTo("a");
      assertThat(pool.submit(sweep).get()).isNull();
      String[] seen = new String[1];
      pool.submit(LogContext.inherited(() -> seen[0] = MDC.get("sweep"))).get();
      assertThat(seen[0]).isEqualTo("a");
    }
  }

  @Test
  void aTaskThatIsRunByItsOwnThreadLeavesTheContextAsItWas() throws Exception {
    Callable<String> task;
    try (MDC.MDCCloseable about = LogContext.sweep("a")) {
      task = LogContext.inherited(() -> MDC.get("sweep"));
    }
    try (MDC.MDCCloseable about = LogContext.sweep("b")) {
      assertThat(task.call()).isEqualTo("a");
      assertThat(MDC.get("sweep")).isEqualTo("b");
    }
  }
}
