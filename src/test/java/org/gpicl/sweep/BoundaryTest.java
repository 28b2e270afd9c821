package org.gpicl.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class BoundaryTest {
  private static final String FILE =
      """
      name: x
      recipe: small
      models: transformer
      hidden: [16, 32]
      seeds: [0, 1]
      boundary: {axis: tasks, between: 2^4..2^18, metric: unseen, above: 2x chance, to: 2^0.5}
      """;

  private final Sweep sweep = SweepFile.parse(FILE, "x.yaml", List.of());
  private final Boundary boundary = (Boundary) sweep.search();
  private final Known known = new Known();

  /** Results that arrive one after the other. */
  private static final class Known implements Search.Evidence {
    private final Map<Cell, Double> accuracies = new HashMap<>();
    private final Set<Cell> failed = new HashSet<>();

    @Override
    public Optional<Double> accuracy(Cell cell, String evaluation) {
      return Optional.ofNullable(accuracies.get(cell)).filter(a -> evaluation.equals("unseen"));
    }

    @Override
    public Optional<Search.Measured> at(Cell cell, long step) {
      return Optional.empty();
    }

    @Override
    public boolean failed(Cell cell) {
      return failed.contains(cell);
    }
  }

  /** Trains whatever is asked for until nothing is; returns how many cells that took. */
  private int search(ToDoubleFunction<Cell> accuracy) {
    while (true) {
      List<Cell> next =
          boundary.choose(sweep.cells(), known).trainings().stream()
              .map(Search.Training::cell)
              .filter(cell -> !known.accuracies.containsKey(cell))
              .toList();
      if (next.isEmpty()) {
        return known.accuracies.size();
      }
      next.forEach(cell -> known.accuracies.put(cell, accuracy.applyAsDouble(cell)));
    }
  }

  @Test
  void aCellThatIsSparedIsNeverAskedForLater() {
    Set<Cell> spared = new HashSet<>();
    for (int size = 0; size <= known.accuracies.size(); size++) {
      Search.Choice choice = boundary.choose(sweep.cells(), known);
      assertThat(choice.spared()).containsAll(spared);
      spared.addAll(choice.spared());
      choice.trainings().stream()
          .map(Search.Training::cell)
          .filter(cell -> !known.accuracies.containsKey(cell))
          .peek(cell -> assertThat(spared).doesNotContain(cell))
          .findFirst()
          .ifPresent(cell -> known.accuracies.put(cell, cell.tasks() > 2_000 ? 0.9 : 0.1));
    }
    assertThat(spared).hasSize(sweep.cells().size() - known.accuracies.size());
  }

  private List<BoundaryLine> lines() {
    return boundary.lines(sweep.cells(), known);
  }

  @Test
  void theCellsOfALineAreHalfAnOctaveApart() {
    assertThat(lines()).hasSize(4);
    assertThat(lines().get(0).cells())
        .extracting(Cell::tasks)
        .hasSize(29)
        .startsWith(16L, 23L, 32L, 45L, 64L)
        .endsWith(185364L, 262144L);
  }

  @Test
  void theCrossingIsFoundWithAThirdOfTheGrid() {
    int trained = search(cell -> cell.tasks() * cell.hidden() > 50_000 ? 0.9 : 0.2);

    assertThat(trained).isLessThanOrEqualTo(sweep.cells().size() / 3);
    assertThat(trained).isLessThanOrEqualTo(boundary.most(sweep.cells()));
    for (BoundaryLine line : lines()) {
      assertThat(line.state()).isEqualTo(BoundaryLine.State.FOUND);
      Cell low = line.cells().get(line.low());
      Cell high = line.cells().get(line.high());
      assertThat(low.tasks() * low.hidden()).isLessThanOrEqualTo(50_000);
      assertThat(high.tasks() * high.hidden()).isGreaterThan(50_000);
    }
  }

  @Test
  void aLineThatIsOnOneSideIsNotGuessedAt() {
    search(cell -> cell.hidden() == 16 ? 0.2 : 0.9);

    assertThat(lines())
        .extracting(BoundaryLine::state)
        .containsExactly(
            BoundaryLine.State.BELOW,
            BoundaryLine.State.BELOW,
            BoundaryLine.State.ABOVE,
            BoundaryLine.State.ABOVE);
    assertThat(known.accuracies).hasSize(8);
  }

  @Test
  void aSeedThatLeftItsPlateauLateIsNoticed() {
    search(cell -> cell.tasks() > 2000 && cell.tasks() != 2896 ? 0.9 : 0.2);

    assertThat(lines()).extracting(BoundaryLine::state).contains(BoundaryLine.State.NOT_MONOTONE);
  }

  @Test
  void theWayDoesNotDependOnWhatElseIsKnown() {
    ToDoubleFunction<Cell> accuracy = cell -> cell.tasks() > 1000 ? 0.9 : 0.2;
    search(accuracy);
    Search.Choice alone = boundary.choose(sweep.cells(), known);
    sweep.cells().forEach(cell -> known.accuracies.put(cell, accuracy.applyAsDouble(cell)));

    assertThat(boundary.choose(sweep.cells(), known)).isEqualTo(alone);
  }

  @Test
  void whatIsToComeIsEstimatedFromTheStart() {
    int now = boundary.choose(sweep.cells(), known).trainings().size();
    int later = boundary.likely(sweep.cells(), known).size();

    assertThat(now).isEqualTo(8);
    assertThat(now + later).isBetween(4 * 7, boundary.most(sweep.cells()));
  }

  @Test
  void aLineWaitsForACellThatFailed() {
    Cell first = sweep.cells().get(0);
    known.failed.add(first);
    search(cell -> cell.tasks() > 1000 ? 0.9 : 0.2);
    known.accuracies.remove(first);

    assertThat(lines().get(0).state()).isEqualTo(BoundaryLine.State.FAILED);
  }

  @Test
  void aSettingOfOneModelCanBeSearched() {
    Sweep lengths =
        SweepFile.parse(
            "name: x\nrecipe: small\nmodels: transformer\ntasks: 64\nhidden: 16\n"
                + "boundary: {axis: transformer.length, between: 4..40, to: 4, above: 0.5}",
            "x.yaml",
            List.of());

    assertThat(lengths.cells())
        .extracting(cell -> cell.swept("transformer.length").orElseThrow())
        .containsExactly("4", "8", "12", "16", "20", "24", "28", "32", "36", "40");
    assertThat(((Boundary) lengths.search()).lines(lengths.cells(), known)).hasSize(1);
    assertThat(SweepFile.parse(lengths.resolved(), "resolved.yaml", List.of())).isEqualTo(lengths);
    assertThat(SweepFile.parse(sweep.resolved(), "resolved.yaml", List.of())).isEqualTo(sweep);
  }
}
