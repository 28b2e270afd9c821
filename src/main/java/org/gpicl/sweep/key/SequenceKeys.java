package org.gpicl.sweep.key;

import java.util.List;
import java.util.Map;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.sweep.type.TrainingLength;
import org.gpicl.tasks.SetSpec;

/** The keys that models of sequences share: what a sequence is, and how many there are. */
public record SequenceKeys(
    ModelKind kind, Key<Integer> length, Key<Long> sequences, Key<Double> labelScale) {

  List<Key<?>> all() {
    return List.of(length, sequences, labelScale);
  }

  static SequenceKeys of(ModelKind kind) {
    return of(kind, "5");
  }

  /** Of a model that finds the labels at any scale: its file cannot give one. */
  static SequenceKeys ofAnyScale(ModelKind kind) {
    return of(kind, "1");
  }

  private static SequenceKeys of(ModelKind kind, String smallScale) {
    return new SequenceKeys(
        kind,
        Key.of(
            kind.key() + ".length",
            Numbers.whole(1, 1024),
            "100",
            "100",
            "40",
            "Images per sequence."),
        Key.of(
            kind.key() + ".sequencesPerTask",
            TextTypes.or(Map.of("fresh", SetSpec.FRESH), Numbers.wholeLong(1, TrainingLength.MOST)),
            "1",
            "fresh",
            "fresh",
            "Sequences per task in the training set; fresh: each sequence draws a task and new"
                + " images."),
        Key.of(
            kind.key() + ".labelScale",
            Numbers.decimal(false, 1e6, true),
            "1",
            "1",
            smallScale,
            "Factor of the one-hot labels in the tokens."));
  }
}
