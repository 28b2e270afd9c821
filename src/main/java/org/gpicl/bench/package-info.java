/**
 * How fast this program is on this machine: {@link org.gpicl.bench.Bench} times its parts beside
 * each other, beside the rate of the machine's matrix products, and, where the classes are there,
 * beside another library. What is measured and how: docs/performance.md.
 */
package org.gpicl.bench;
