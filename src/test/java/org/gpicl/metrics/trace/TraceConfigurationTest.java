package org.gpicl.metrics.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.tracing.Tracer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.gpicl.metrics.trace.TraceCollector.ReceivedSpan;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Traces as a collector gets them, from Spring Boot's settings alone. */
class TraceConfigurationTest {
  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withUserConfiguration(TraceConfiguration.class)
          .withPropertyValues("management.tracing.sampling.probability=1.0");

  private TraceCollector collector;

  @BeforeEach
  void start() throws Exception {
    collector = TraceCollector.start();
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  private ApplicationContextRunner sendingTo(String address) {
    return application.withPropertyValues(
        TraceConfiguration.COLLECTOR + "=" + address + "/v1/traces");
  }

  private static void trace(Tracer tracer) {
    try (RunTrace run = RunTrace.of(tracer, "sweep", "small")) {
      try (RunSpan train = run.enter("train");
          RunSpan cell = run.cell("mlp-n4-h8-s0")) {
        cell.part("checkpoint").tag("gpicl.step", 50).close();
        cell.failed("the loss became NaN");
      }
      run.enter("report").close();
      run.ends("failed");
    }
  }

  @Test
  void aCollectorGetsThePartsOfARunByTheirParents() {
    sendingTo(collector.endpoint()).run(context -> trace(context.getBean(Tracer.class)));
    assertThat(collector.spans())
        .extracting(ReceivedSpan::name)
        .containsExactlyInAnyOrder("sweep", "train", "cell", "checkpoint", "report");
    ReceivedSpan sweep = collector.spans("sweep").get(0);
    ReceivedSpan train = collector.spans("train").get(0);
    ReceivedSpan cell = collector.spans("cell").get(0);
    ReceivedSpan checkpoint = collector.spans("checkpoint").get(0);
    assertThat(sweep.parent()).isEmpty();
    assertThat(List.of(train, collector.spans("report").get(0)))
        .extracting(ReceivedSpan::parent)
        .containsOnly(sweep.id());
    assertThat(cell.parent()).isEqualTo(train.id());
    assertThat(checkpoint.parent()).isEqualTo(cell.id());
    assertThat(collector.spans()).extracting(ReceivedSpan::trace).containsOnly(sweep.trace());
    assertThat(sweep.attributes())
        .containsEntry("gpicl.sweep", "small")
        .containsEntry("gpicl.outcome", "failed");
    assertThat(cell.attributes()).containsEntry("gpicl.cell", "mlp-n4-h8-s0");
    assertThat(cell.failed()).isTrue();
    assertThat(checkpoint.attributes()).containsEntry("gpicl.step", "50");
  }

  @Test
  void withoutACollectorThereIsNothing() {
    application.run(
        context -> {
          assertThat(context).doesNotHaveBean(Tracer.class);
          assertThat(context).doesNotHaveBean("otelSpanProcessor");
        });
    assertThat(RunTrace.of(Tracer.NOOP, "sweep", "small")).isSameAs(RunTrace.NONE);
    trace(Tracer.NOOP);
  }

  @Test
  void aCollectorThatIsAwayIsNotWaitedFor() throws Exception {
    String unused;
    try (ServerSocket port = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      unused = "http://127.0.0.1:" + port.getLocalPort();
    }
    long begun = System.nanoTime();
    sendingTo(unused)
        .withPropertyValues("management.opentelemetry.tracing.export.max-batch-size=1")
        .run(
            context -> {
              for (int run = 0; run < 20; run++) {
                trace(context.getBean(Tracer.class));
              }
            });
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
  }
}
