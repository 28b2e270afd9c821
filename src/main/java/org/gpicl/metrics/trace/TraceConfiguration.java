package org.gpicl.metrics.trace;

import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpHttpSpanExporterBuilderCustomizer;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sends traces to the collector that Spring Boot's settings name; without one, there are none. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(TraceConfiguration.COLLECTOR)
@ImportAutoConfiguration({
  OpenTelemetrySdkAutoConfiguration.class,
  OpenTelemetryTracingAutoConfiguration.class,
  OtlpTracingAutoConfiguration.class
})
public class TraceConfiguration {
  /** Also OTEL_EXPORTER_OTLP_ENDPOINT and OTEL_EXPORTER_OTLP_TRACES_ENDPOINT. */
  public static final String COLLECTOR = "management.opentelemetry.tracing.export.otlp.endpoint";

  /** Trying again would keep a process from ending. */
  @Bean
  OtlpHttpSpanExporterBuilderCustomizer noRetries() {
    return exporter -> exporter.setRetryPolicy(null);
  }

  @Bean
  SpanExporters spanExporters(ObjectProvider<SpanExporter> exporters) {
    return SpanExporters.of(
        exporters.orderedStream().map(one -> new SpanDelivery(one, System::nanoTime)).toList());
  }
}
