package org.gpicl.model;

/** A way to encode the positions of tokens; several may be combined. */
public enum Position {
  /**
   * A learned vector for each position, initialised from N(0, 0.02) and added to the projected
   * tokens.
   */
  LEARNED,
  /**
   * Sines and cosines of geometrically spaced wavelengths, added to the projected tokens (Vaswani
   * et al. 2017, section 3.5).
   */
  SINUSOIDAL,
  /**
   * Subtracts slope * distance from the attention scores (Press et al. 2022), with slopes 2^(-8 i /
   * heads) for head i = 0, 1, ...
   */
  ALIBI
}
