package org.gpicl.model;

/**
 * The number format of a training's matrix products; parameters, norms and losses stay in 32 bits.
 */
public enum Precision {
  FLOAT32("32"),
  /** 16 bits: 8 of exponent, as single precision has, and 8 of precision. */
  BFLOAT16("bf16"),
  /**
   * 16 bits: 5 of exponent, 11 of precision. The loss is scaled so that small gradients survive.
   */
  FLOAT16("16");

  private final String key;

  Precision(String key) {
    this.key = key;
  }

  /** Its name in the sweep file. */
  public String key() {
    return key;
  }
}
