/**
 * What is measured while the program works: every Micrometer meter, in {@link
 * org.gpicl.metrics.SweepMeters}, and the plain values that they show. docs/metrics.md lists them.
 */
package org.gpicl.metrics;
