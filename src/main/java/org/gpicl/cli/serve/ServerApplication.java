package org.gpicl.cli.serve;

import org.gpicl.job.SweepConfiguration;
import org.gpicl.schedule.ScheduleConfiguration;
import org.gpicl.web.WebConfiguration;
import org.gpicl.web.control.ControlConfiguration;
import org.gpicl.web.control.OrderAnswer;
import org.gpicl.web.remote.RemoteConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.otlp.OtlpTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.logging.otlp.OtlpLoggingAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The Spring context of a server: a home's, with schedules, page, REST and metrics. */
@SpringBootConfiguration
// TraceConfiguration has what traces of runs need: here, each request would be a trace as well.
@EnableAutoConfiguration(
    exclude = {
      MicrometerTracingAutoConfiguration.class,
      NoopTracerAutoConfiguration.class,
      OpenTelemetryLoggingAutoConfiguration.class,
      OpenTelemetrySdkAutoConfiguration.class,
      OpenTelemetryTracingAutoConfiguration.class,
      OtlpLoggingAutoConfiguration.class,
      OtlpTracingAutoConfiguration.class
    })
@Import({
  SweepConfiguration.class,
  ScheduleConfiguration.class,
  ServerConfiguration.class,
  ServerMetrics.class,
  WebConfiguration.class,
  ControlConfiguration.class,
  OrderAnswer.class,
  RemoteConfiguration.class,
  Serving.class
})
public class ServerApplication {}
