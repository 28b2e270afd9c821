package org.gpicl.sweep;

import java.util.Locale;

/** The models that a sweep compares. */
public enum ModelKind {
  MLP("MLP", false),
  TRANSFORMER("Transformer", true),
  LSTM("LSTM", true),
  OP_LSTM("Outer-product LSTM", true),
  MAML("MAML", true),
  SGD("SGD", true);

  private final String title;
  private final boolean sequences;

  ModelKind(String title, boolean sequences) {
    this.title = title;
    this.sequences = sequences;
  }

  /** Its name in sweep files and cell keys, such as {@code mlp}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its name in figures. */
  public String title() {
    return title;
  }

  /** Whether it learns from sequences, and not from single samples. */
  public boolean sequences() {
    return sequences;
  }
}
