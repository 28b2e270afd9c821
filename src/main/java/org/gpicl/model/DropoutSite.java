package org.gpicl.model;

/** Numbers the dropouts of a transformer. */
public final class DropoutSite {
  /** After the input block's layer norm: elements [length, width]. */
  public static final int INPUT = 0;

  /** After the positions are added: elements [length, width]. */
  public static final int EMBEDDING = 1;

  /** After the final layer norm: elements [length, width]. */
  public static final int FINAL = 2;

  private DropoutSite() {}

  /** On the attention weights of a block: elements [heads, length, length]. */
  public static int attention(int block) {
    return 3 + 3 * block;
  }

  /** On what attention adds to the residual stream: elements [length, width]. */
  public static int attentionResidual(int block) {
    return 4 + 3 * block;
  }

  /** On what the inner layers add to the residual stream: elements [length, width]. */
  public static int innerResidual(int block) {
    return 5 + 3 * block;
  }
}
