/**
 * The default engine on CPUs: forward and backward written out by hand in the Java Vector API.
 *
 * <p>Rules that keep results the same bytes everywhere, interpreted or compiled, with vectors of
 * any width: only additions, multiplications, fused multiply-adds, divisions and square roots,
 * which IEEE 754 defines to the last bit; sums across lanes always over sixteen partial sums,
 * folded in one order ({@link org.gpicl.engine.vector.Lanes}); no order of summation that depends
 * on caches or threads.
 *
 * <p>Every row of numbers is padded with zeros to a multiple of sixteen, parameters too, so that no
 * kernel has a remainder loop. Passes keep the padding at zero.
 */
package org.gpicl.engine.vector;
