package org.gpicl.tasks;

/**
 * Some consecutive items of a finite set, as they are stored.
 *
 * @param index which chunk of the set, counted from 0
 * @param items how many items
 * @param x halfs [items, length, features], not normalised
 * @param labels [items, length], unsigned bytes
 * @param sums for samples: the sum of each feature over the items, then the sum of its squares, [2,
 *     features]; empty for sequences
 */
public record ShardChunk(long index, int items, short[] x, byte[] labels, double[] sums) {}
