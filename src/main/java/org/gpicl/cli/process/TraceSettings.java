package org.gpicl.cli.process;

import org.gpicl.home.settings.Kind;
import org.gpicl.home.settings.Secrets;
import org.gpicl.metrics.trace.TraceConfiguration;
import org.springframework.core.env.Environment;

/**
 * Spring Boot's settings for traces, as far as a mistake in them would be answered in its words.
 */
final class TraceSettings {
  private static final String TRANSPORT = "management.opentelemetry.tracing.export.otlp.transport";

  private TraceSettings() {}

  static void check(Environment environment) {
    String collector = environment.getProperty(TraceConfiguration.COLLECTOR);
    if (collector == null) {
      return;
    }
    if (collector.isBlank() || !Kind.WEB_ADDRESS.accepts(collector)) {
      throw new UsageException(
          "%s (or OTEL_EXPORTER_OTLP_ENDPOINT): '%s' is no address of a collector, such as http://HOST:4318/v1/traces; leave it out to send no traces"
              .formatted(TraceConfiguration.COLLECTOR, Secrets.hiddenInValue(collector)));
    }
    String transport = environment.getProperty(TRANSPORT, "http");
    if (!transport.equalsIgnoreCase("http")) {
      throw new UsageException(
          "%s (or OTEL_EXPORTER_OTLP_PROTOCOL): traces cannot be sent by %s; leave it out, or use http (http/protobuf), for which collectors listen at port 4318"
              .formatted(TRANSPORT, transport));
    }
  }
}
