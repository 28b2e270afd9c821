package org.gpicl.sweep.type;

import java.util.Optional;

/** How the learning rate changes after its warm-up. */
public sealed interface Decay {

  /** It stays constant. */
  record Constant() implements Decay {
    @Override
    public String toString() {
      return "constant";
    }
  }

  /** Half a cosine down to 0 at the end of the training. */
  record Cosine() implements Decay {
    @Override
    public String toString() {
      return "cosine";
    }
  }

  /** Half a cosine down to 0 at some step or epoch. */
  record CosineTo(TrainingLength end) implements Decay {
    @Override
    public String toString() {
      return "cosine " + end;
    }
  }

  static Optional<Decay> parse(String text) {
    if (text.equals("constant")) {
      return Optional.of(new Constant());
    }
    if (text.equals("cosine")) {
      return Optional.of(new Cosine());
    }
    return text.startsWith("cosine ")
        ? TrainingLength.parse(text.substring("cosine ".length()).strip(), 1).map(CosineTo::new)
        : Optional.empty();
  }

  static SettingType<Decay> type() {
    return new ScalarType<>(
        "constant, cosine (to the end of the training) or, say, cosine 10000 steps",
        Numbers.pattern("(?:constant|cosine(?: +" + TrainingLength.PATTERN + ")?)"),
        Decay::parse,
        Decay::toString);
  }
}
