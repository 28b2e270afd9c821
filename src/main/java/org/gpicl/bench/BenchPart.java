package org.gpicl.bench;

/** A part of the bench that can be measured on its own. */
public enum BenchPart {
  /** Transformer steps by width. */
  STEPS,
  /** LSTM steps by width. */
  LSTM,
  /** MLP steps by width. */
  MLP,
  /** Making sequences, and reading stored ones. */
  SEQUENCES,
  /** One worker and two. */
  WORKERS,
  /** Storing training states. */
  CHECKPOINTS,
  /** Estimated and actual memory. */
  MEMORY,
  /** Cells that share a device; only on request. */
  DEVICE
}
