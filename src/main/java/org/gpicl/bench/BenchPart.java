package org.gpicl.bench;

import java.util.EnumSet;
import java.util.Set;

/** A part of the bench that can be measured on its own. */
public enum BenchPart {
  /** Transformer steps by width. */
  STEPS,
  /** LSTM steps by width. */
  LSTM,
  /** Steps of outer-product LSTMs by width. */
  OP_LSTM,
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
  DEVICE;

  /** What is measured if nothing else is asked for. */
  public static Set<BenchPart> usual() {
    return EnumSet.complementOf(EnumSet.of(DEVICE));
  }

  /** What can be compared with PyTorch's Python package. */
  public static Set<BenchPart> ofPeer() {
    return EnumSet.of(STEPS, LSTM, MLP);
  }

  /** As on the command line, but in capitals. */
  @Override
  public String toString() {
    return name().replace('_', '-');
  }
}
