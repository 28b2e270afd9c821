/**
 * What is measured while the program works: every Micrometer meter ({@link
 * org.gpicl.metrics.SweepMeters}, whose gauges are declared in {@code Gauges}) and the plain values
 * that they show. docs/metrics.md lists them.
 */
package org.gpicl.metrics;
