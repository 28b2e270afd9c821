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

class HalvingTest {
  private static final String FILE =
      """
      name: x
      recipe: small
      models: transformer
      tasks: [16, 64]
      hidden: 16
      transformer: {learningRate: [1e-4, 2e-4, 4e-4, 8e-4, 1.6e-3, 3.2e-3, 6.4e-3, 1.28e-2], steps: 3000}
      halving: {at: [400, 1000], keep: 1/2}
      """;

  private final Sweep sweep = SweepFile.parse(FILE, "x.yaml", List.of());
  private final Halving halving = (Halving) sweep.search();
  private final Known known = new Known();

  private static final class Known implements Search.Evidence {
    private final Map<Cell, Long> trained = new HashMap<>();
    private final Set<Cell> failed = new HashSet<>();
    private ToDoubleFunction<Cell> loss = cell -> 1;

    @Override
    public Optional<Double> accuracy(Cell cell, String evaluation) {
      return Optional.empty();
    }

    @Override
    public Optional<Search.Measured> at(Cell cell, long step) {
      return Optional.of(trained.getOrDefault(cell, 0L))
          .filter(made -> made >= step)
          .map(made -> new Search.Measured(loss.applyAsDouble(cell), 0.5));
    }

    @Override
    public boolean failed(Cell cell) {
      return failed.contains(cell);
    }
  }

  private static double rate(Cell cell) {
    return cell.spec().schedule().rate();
  }

  private List<Search.Training> next() {
    return halving.choose(sweep.cells(), known).trainings().stream()
        .filter(training -> !known.failed.contains(training.cell()))
        .filter(training -> known.trained.getOrDefault(training.cell(), 0L) < training.steps())
        .toList();
  }

  private void train(List<Search.Training> trainings) {
    trainings.forEach(training -> known.trained.put(training.cell(), training.steps()));
  }

  @Test
  void theBestHalfOfEachPlaceContinuesAtEachRung() {
    known.loss = cell -> Math.abs(Math.log(rate(cell) / 1.6e-3)) / 10;

    assertThat(next()).hasSize(16).allMatch(training -> training.steps() == 400);
    train(next());
    assertThat(next()).hasSize(8).allMatch(training -> training.steps() == 1000);
    train(next());
    assertThat(next()).hasSize(4).allMatch(Search.Training::isWhole);
    assertThat(next()).extracting(training -> rate(training.cell())).contains(1.6e-3);
    train(next());
    assertThat(next()).isEmpty();
    assertThat(halving.choose(sweep.cells(), known).spared()).hasSize(12);
    assertThat(halving.most(sweep.cells())).isEqualTo(4);
  }

  @Test
  void aRungWaitsForTheLastOfItsPlaceOnly() {
    List<Search.Training> first = next();
    train(first.subList(0, 9));

    assertThat(next())
        .filteredOn(training -> training.cell().tasks() == 16)
        .hasSize(4)
        .allMatch(training -> training.steps() == 1000);
    assertThat(next())
        .filteredOn(training -> training.cell().tasks() == 64)
        .hasSize(7)
        .allMatch(training -> training.steps() == 400);
  }

  @Test
  void onThePlateauAllLookAlikeAndStayUntilTheLastRung() {
    known.loss = cell -> rate(cell) < 1e-3 ? Math.log(5) : 0.1;

    train(next());
    assertThat(next()).hasSize(16);
    train(next());
    assertThat(next()).hasSize(8).allMatch(training -> rate(training.cell()) > 1e-3);
  }

  @Test
  void whatWasComparedOnThePlateauIsCounted() {
    known.loss = cell -> rate(cell) < 1e-3 ? Math.log(5) : 0.1;
    assertThat(halving.plateau(sweep.cells(), known)).isEqualTo(new Halving.Plateau(0, 0));

    train(next());
    assertThat(halving.plateau(sweep.cells(), known)).isEqualTo(new Halving.Plateau(8, 0));
    train(next());
    assertThat(halving.plateau(sweep.cells(), known)).isEqualTo(new Halving.Plateau(0, 8));
  }

  @Test
  void ofCellsThatAreAsGoodTheFirstContinue() {
    train(next());

    assertThat(next())
        .extracting(training -> rate(training.cell()))
        .containsOnly(1e-4, 2e-4, 4e-4, 8e-4);
  }

  @Test
  void aCellThatFailedIsTheWorst() {
    known.failed.add(sweep.cells().get(0));
    train(next());

    assertThat(next())
        .hasSize(8)
        .noneMatch(training -> training.cell().equals(sweep.cells().get(0)));
  }

  @Test
  void whatIsToComeIsEstimatedFromTheStart() {
    assertThat(halving.likely(sweep.cells(), known))
        .hasSize(8 + 4)
        .filteredOn(training -> training.steps() == 600)
        .hasSize(8);
  }

  @Test
  void aResolvedFileIsTheSameSearch() {
    assertThat(SweepFile.parse(sweep.resolved(), "resolved.yaml", List.of())).isEqualTo(sweep);
  }
}
