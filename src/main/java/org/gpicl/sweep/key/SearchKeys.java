package org.gpicl.sweep.key;

import static org.gpicl.sweep.key.Key.of;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.sweep.Halving;
import org.gpicl.sweep.type.ListType;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.ScalarType;
import org.gpicl.sweep.type.TextTypes;
import org.gpicl.sweep.type.Threshold;
import org.gpicl.sweep.type.TrainingLength;

/** The keys under {@code boundary} and {@code halving}: which cells are trained, and how far. */
public final class SearchKeys {
  private static final String NUMBER = "[0-9.]{1,20}(?:\\^[0-9.]{1,20}|[eE]-?[0-9]{1,3})?";

  /** What becomes of cells whose loss is still that of guessing. */
  public enum Plateau {
    KEEP,
    DROP
  }

  public static final Key<String> AXIS =
      of(
          "boundary.axis",
          TextTypes.text("a key such as tasks or transformer.length", "[A-Za-z]+(?:\\.[A-Za-z]+)?"),
          null,
          null,
          null,
          "The key along which the crossing is searched.");

  public static final Key<String> BETWEEN =
      of(
          "boundary.between",
          TextTypes.text("a range such as 2^4..2^18", "\\S{1,80}\\.\\.\\S{1,80}"),
          null,
          null,
          null,
          "The ends of the search.");

  public static final Key<String> METRIC =
      of(
          "boundary.metric",
          TextTypes.text(
              "seen, unseen, or unseen:fashion-mnist and the like", "seen|unseen(?::.+)?"),
          null,
          null,
          null,
          "The evaluation whose accuracy crosses the threshold; unseen if left out.");

  public static final Key<Threshold> ABOVE =
      of(
          "boundary.above",
          Threshold.type(),
          null,
          null,
          null,
          "The threshold; 2x chance if left out.");

  public static final Key<String> TO =
      of(
          "boundary.to",
          new ScalarType<>(
              "a factor such as 2^0.5, or a difference such as 4",
              Numbers.either(Map.of("type", "number", "exclusiveMinimum", 0), NUMBER),
              text -> Optional.of(text).filter(number -> number.matches(NUMBER)),
              TextTypes::quoted),
          null,
          null,
          null,
          "How well the crossing is to be known: a power divides the axis by factors, any other"
              + " number by differences.");

  public static final Key<List<Long>> AT =
      of(
          "halving.at",
          new ListType<>(Numbers.wholeLong(1, TrainingLength.MOST)),
          null,
          null,
          null,
          "Steps after which only the best cells continue, ascending; each a scheduled evaluation.");

  public static final Key<Double> KEPT =
      of(
          "halving.keep",
          Numbers.decimal(false, 1, false),
          null,
          null,
          null,
          "The share of the cells that continues; 1/2 if left out.");

  public static final Key<Halving.By> BY =
      of(
          "halving.by",
          TextTypes.choice(Halving.By.class),
          null,
          null,
          null,
          "What makes a cell better: a lower training loss since the evaluation before (default),"
              + " or a higher accuracy on seen tasks.");

  public static final Key<Plateau> PLATEAU =
      of(
          "halving.plateau",
          TextTypes.choice(Plateau.class),
          null,
          null,
          null,
          "Whether cells whose loss is still that of guessing may be dropped before the last rung;"
              + " keep if left out.");

  private SearchKeys() {}

  static List<Key<?>> all() {
    return List.of(AXIS, BETWEEN, METRIC, ABOVE, TO, AT, KEPT, BY, PLATEAU);
  }
}
