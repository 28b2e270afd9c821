package org.gpicl.cli.process;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.gpicl.metrics.trace.TraceConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.env.MockEnvironment;

/** Mistakes in where traces are sent. */
class TraceSettingsTest {
  private static MockEnvironment sendingTo(String collector) {
    return new MockEnvironment().withProperty(TraceConfiguration.COLLECTOR, collector);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "me:hush@host:4318", "localhost:4318", "ftp://host"})
  void anAddressHasToBeOne(String collector) {
    assertThatThrownBy(() -> TraceSettings.check(sendingTo(collector)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is no address of a collector, such as http://HOST:4318/v1/traces")
        .hasMessageNotContaining("hush");
  }

  @Test
  void onlyHttpIsSpoken() {
    MockEnvironment environment =
        sendingTo("http://host:4317")
            .withProperty("management.opentelemetry.tracing.export.otlp.transport", "grpc");
    assertThatThrownBy(() -> TraceSettings.check(environment))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("cannot be sent by grpc");
  }

  @Test
  void nothingHasToBeSet() {
    assertThatCode(() -> TraceSettings.check(new MockEnvironment())).doesNotThrowAnyException();
    assertThatCode(() -> TraceSettings.check(sendingTo("https://host/otlp/v1/traces")))
        .doesNotThrowAnyException();
  }
}
