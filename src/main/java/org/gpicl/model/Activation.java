package org.gpicl.model;

/** The non-linearity between the two inner linear layers of a transformer block. */
public enum Activation {
  /** 0.5 x (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))), as in GPT-2. */
  GELU_TANH,
  /** 0.5 x (1 + erf(x / sqrt(2))). */
  GELU_ERF
}
