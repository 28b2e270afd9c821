/**
 * Measures how fast this program is on this machine: {@link org.gpicl.bench.Bench} compares its
 * parts with each other, with the rate of the machine's matrix products and, if its classes are
 * present, with another library. See docs/performance.md for what is measured and how.
 */
package org.gpicl.bench;
