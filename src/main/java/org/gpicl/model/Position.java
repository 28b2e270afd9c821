package org.gpicl.model;

/** How a transformer knows where a token stands; several may be combined. */
public enum Position {
  /** A learned vector for each position, N(0, 0.02) at first, added to the projected tokens. */
  LEARNED,
  /** Sines and cosines of geometric wavelengths, added (Vaswani et al. 2017, section 3.5). */
  SINUSOIDAL,
  /**
   * slope * distance subtracted from the attention scores (Press et al. 2022), with slopes 2^(-8 i
   * / heads) for head i = 0, 1, ...
   */
  ALIBI
}
