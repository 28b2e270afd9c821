/**
 * Image sets, counter-based random numbers, task sets, sequences and shards.
 *
 * <p>A task n is a pair (A_n, p_n) of a Gaussian matrix and a label permutation; an image x with
 * label y becomes (A_n x, p_n(y)). Everything here is a pure function of a seed, a {@link
 * org.gpicl.tasks.numbers.Stream} and an index, so any part of a set can be made on its own, in any
 * order, on any thread. Source: GPICL, arXiv 2212.04458, section 3.
 */
package org.gpicl.tasks;
