/**
 * The default engine on CPUs: hand-written forward and backward passes in the Java Vector API.
 *
 * <p>Three rules keep results the same to the byte everywhere, interpreted or compiled, with
 * vectors of any width. Arithmetic consists of additions, multiplications, fused multiply-adds,
 * divisions and square roots, which IEEE 754 defines to the last bit. Sums across lanes are always
 * over sixteen partial sums, folded in one order ({@link org.gpicl.engine.vector.Lanes}). No order
 * of summation depends on caches or threads.
 *
 * <p>Every row of numbers, including parameters, is padded with zeros to a multiple of sixteen, so
 * that no kernel needs a remainder loop. Passes keep the padding at zero.
 */
package org.gpicl.engine.vector;
