package org.gpicl.metrics.trace;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;

/**
 * What one part of a run took. Its parts name it as their parent themselves, since they run on
 * threads of their own.
 */
public final class RunSpan implements AutoCloseable {
  /** Of a run without a trace. */
  public static final RunSpan NONE = new RunSpan(Tracer.NOOP, Span.NOOP);

  private final Tracer tracer;
  private final Span span;

  private RunSpan(Tracer tracer, Span span) {
    this.tracer = tracer;
    this.span = span;
  }

  /** Begins a trace. */
  static RunSpan first(Tracer tracer, String name) {
    return new RunSpan(tracer, tracer.spanBuilder().setNoParent().name(name).start());
  }

  /**
   * Begins a part.
   *
   * @param name the same for all of its kind
   */
  public RunSpan part(String name) {
    return this == NONE ? NONE : new RunSpan(tracer, tracer.nextSpan(span).name(name).start());
  }

  public RunSpan tag(String key, String value) {
    span.tag(key, value);
    return this;
  }

  public RunSpan tag(String key, long value) {
    span.tag(key, value);
    return this;
  }

  public RunSpan tag(String key, double value) {
    span.tag(key, value);
    return this;
  }

  /** Marks it as failed, in a sentence: a stack trace belongs in the log. */
  public void failed(String reason) {
    span.error(new FailedPart(reason));
  }

  @Override
  public void close() {
    span.end();
  }

  private static final class FailedPart extends Exception {
    private FailedPart(String reason) {
      super(reason, null, false, false);
    }
  }
}
