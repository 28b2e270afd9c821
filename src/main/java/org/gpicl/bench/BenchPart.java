package org.gpicl.bench;

/** What can be measured alone. */
public enum BenchPart {
  /** Transformer steps by width. */
  STEPS,
  /** MLP steps by width. */
  MLP,
  /** Making sequences, and reading stored ones. */
  SEQUENCES,
  /** One worker and two. */
  WORKERS,
  /** Storing training states. */
  CHECKPOINTS,
  /** Estimated and seen memory. */
  MEMORY,
  /** Cells that share a device; only if asked for. */
  DEVICE
}
