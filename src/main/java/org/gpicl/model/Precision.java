package org.gpicl.model;

/**
 * What the products of a training are computed in; parameters, norms and losses stay in 32 bits.
 */
public enum Precision {
  FLOAT32("32"),
  /** 8 bits of exponent as in 32 bits, 8 of precision. */
  BFLOAT16("bf16"),
  /** 5 bits of exponent, 11 of precision: the loss is scaled so that small gradients survive. */
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
