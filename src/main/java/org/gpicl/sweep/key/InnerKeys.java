package org.gpicl.sweep.key;

import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.type.Numbers;

/** The keys of models that are fitted to the examples of a sequence: how they are. */
public record InnerKeys(Key<Integer> steps, Key<Double> rate) {
  /** With rates for inputs of the size that a recipe's images and matrices have. */
  static InnerKeys of(ModelKind kind, String steps, String notebook, String paper, String small) {
    return new InnerKeys(
        Key.of(
            kind.key() + ".innerSteps",
            Numbers.whole(1, 1000),
            steps,
            steps,
            steps,
            "Steps of gradient descent before each prediction, over all examples before it."),
        Key.of(
            kind.key() + ".innerRate",
            Numbers.decimal(false, 1000, true),
            notebook,
            paper,
            small,
            "The learning rate of these steps."));
  }
}
