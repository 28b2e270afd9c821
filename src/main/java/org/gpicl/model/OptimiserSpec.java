package org.gpicl.model;

/** The rule by which gradients change the parameters. */
public sealed interface OptimiserSpec {

  /** How many moments the optimiser keeps for each parameter: 0 or 2. */
  int moments();

  /** w -= rate * g. */
  record Sgd() implements OptimiserSpec {
    @Override
    public int moments() {
      return 0;
    }
  }

  /**
   * Adam (Kingma and Ba 2015) as PyTorch computes it, with decoupled weight decay (AdamW). At step
   * t = 1, 2, ...:
   *
   * <pre>
   * w -= rate * weightDecay * w
   * m  = beta1 m + (1 - beta1) g;   v = beta2 v + (1 - beta2) g^2
   * w -= rate / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + epsilon)
   * </pre>
   */
  record Adam(double beta1, double beta2, double epsilon, double weightDecay)
      implements OptimiserSpec {
    public Adam {
      if (!(beta1 >= 0
          && beta1 < 1
          && beta2 >= 0
          && beta2 < 1
          && epsilon > 0
          && weightDecay >= 0)) {
        throw new IllegalArgumentException("Adam needs betas in [0, 1) and an epsilon above 0");
      }
    }

    @Override
    public int moments() {
      return 2;
    }
  }
}
