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

  /** Its name in sweep files and cell keys: {@code mlp} or {@code transformer}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name in figures. */
  public String title() {
    return title;
  }
}
