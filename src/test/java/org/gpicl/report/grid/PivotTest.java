package org.gpicl.report.grid;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.gpicl.report.SampleSweep;
import org.gpicl.sweep.ModelKind;
import org.junit.jupiter.api.Test;

class PivotTest {
  private final SampleSweep sample = new SampleSweep();

  private Pivot pivot(List<String> on, List<String> first) {
    GridAxes axes = GridAxes.of(sample.sweep());
    return Pivot.of(
        axes,
        sample.outcomes(),
        on.stream().map(axes::named).toList(),
        first.stream().map(axes::named).toList());
  }

  @Test
  void whatIsNotChosenIsApartExceptForSeeds() {
    sample.seeds = List.of(0, 1);
    sample.swept.put("transformer.layers", List.of("1", "2"));
    Pivot pivot = pivot(List.of("hidden", "tasks"), List.of());
    assertThat(pivot.combinations().stream().map(pivot::description))
        .containsExactly(
            List.of("MLP"), List.of("Transformer", "layers 1"), List.of("Transformer", "layers 2"));
    assertThat(pivot.at(List.of("transformer", "2"), "64", "4096")).hasSize(2);
  }

  @Test
  void cellsOfAModelWithoutTheAxisAreLeftOut() {
    sample.swept.put("transformer.layers", List.of("1", "2"));
    Pivot pivot = pivot(List.of("transformer.layers", "tasks"), List.of("hidden"));
    assertThat(pivot.combinations().stream().map(pivot::description))
        .containsExactly(List.of("hidden size 16"), List.of("hidden size 64"));
    assertThat(pivot.outcomes())
        .allMatch(outcome -> outcome.cell().kind() == ModelKind.TRANSFORMER);
  }

  @Test
  void aSettingThatFollowsFromTheChosenAxesDoesNotSplitThem() {
    sample.models = List.of(ModelKind.TRANSFORMER);
    sample.swept.put("transformer.learningRate", List.of("0.004", "0.001"));
    sample.only =
        cell ->
            cell.swept("transformer.learningRate")
                .equals(Optional.of(cell.hidden() == 16 ? "0.004" : "0.001"));
    Pivot pivot = pivot(List.of("hidden", "tasks"), List.of());
    assertThat(pivot.combinations()).containsExactly(List.of());
    assertThat(pivot.following().stream().map(GridAxis::name))
        .containsExactly("transformer.learningRate");
  }

  @Test
  void seedsAreAnAxisWhereTheyAreChosen() {
    sample.seeds = List.of(0, 1);
    sample.models = List.of(ModelKind.MLP);
    Pivot pivot = pivot(List.of("seed", "tasks"), List.of("hidden"));
    assertThat(pivot.at(List.of("16"), "1", "64")).hasSize(1);
  }
}
