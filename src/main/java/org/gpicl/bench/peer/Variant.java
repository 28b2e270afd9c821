package org.gpicl.bench.peer;

import java.util.List;
import org.gpicl.model.Precision;

/** A way of running a model in PyTorch. */
public enum Variant {
  EAGER("eager", false, Precision.FLOAT32),
  COMPILED("compiled", true, Precision.FLOAT32),
  EAGER_BF16("eager bf16", false, Precision.BFLOAT16),
  COMPILED_BF16("compiled bf16", true, Precision.BFLOAT16);

  /** Of each precision, eager and compiled. */
  public static final List<List<Variant>> BY_PRECISION =
      List.of(List.of(EAGER, COMPILED), List.of(EAGER_BF16, COMPILED_BF16));

  private final String title;
  private final boolean compiled;
  private final Precision precision;

  Variant(String title, boolean compiled, Precision precision) {
    this.title = title;
    this.compiled = compiled;
    this.precision = precision;
  }

  /** Its name in tables. */
  public String title() {
    return title;
  }

  /** Whether by torch.compile. */
  boolean compiled() {
    return compiled;
  }

  /** Of matrix products, by autocast. */
  Precision precision() {
    return precision;
  }
}
