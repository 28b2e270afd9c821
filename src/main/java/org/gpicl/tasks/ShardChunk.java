package org.gpicl.tasks;

/**
 * Consecutive items of a finite set, as stored in its shard.
 *
 * @param index the chunk's number in the set, counted from 0
 * @param items how many items
 * @param x half-precision bits [items, length, features], not normalised
 * @param labels permuted labels [items, length], unsigned bytes
 * @param sums for samples: the sum of each feature over the items, then the sum of its squares, [2,
 *     features]; empty for sequences
 */
public record ShardChunk(long index, int items, short[] x, byte[] labels, double[] sums) {}
