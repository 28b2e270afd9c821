/** Traces of runs, as OpenTelemetry has them: off unless a collector is configured. */
package org.gpicl.metrics.trace;
