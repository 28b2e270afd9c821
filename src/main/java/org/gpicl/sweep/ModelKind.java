package org.gpicl.sweep;

import java.util.Locale;

/** The models that a sweep compares. */
public enum ModelKind {
  MLP("MLP"),
  TRANSFORMER("Transformer");

  private final String title;

  ModelKind(String title) {
    this.title = title;
  }

  /** As sweep files and keys write it: {@code mlp}, {@code transformer}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As figures write it. */
  public String title() {
    return title;
  }
}
