package org.gpicl.report.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.gpicl.report.SampleSweep;
import org.gpicl.sweep.ModelKind;
import org.junit.jupiter.api.Test;

class GridAxesTest {
  private static SampleSweep sample() {
    SampleSweep sample = new SampleSweep();
    sample.swept.put("mlp.learningRate", List.of("0.1", "0.01"));
    sample.swept.put("transformer.learningRate", List.of("0.003", "0.001", "0.01"));
    sample.swept.put("transformer.layers", List.of("1", "2"));
    return sample;
  }

  private static GridAxes axes() {
    return GridAxes.of(sample().sweep());
  }

  @Test
  void aSweepHasItsFourAxesAndThoseThatItSweeps() {
    assertThat(axes().all().stream().map(GridAxis::name))
        .containsExactly(
            "model",
            "tasks",
            "hidden",
            "mlp.learningRate",
            "transformer.learningRate",
            "transformer.layers",
            "seed");
  }

  @Test
  void numbersAscendWhateverTheOrderInTheFile() {
    assertThat(axes().named("transformer.learningRate").values())
        .containsExactly("0.001", "0.003", "0.01");
  }

  @Test
  void theLastPartOfANameIsEnoughIfOnlyOneAxisEndsSo() {
    assertThat(axes().named("layers").name()).isEqualTo("transformer.layers");
    assertThatThrownBy(() -> axes().named("learningRate"))
        .isInstanceOf(ChoiceException.class)
        .hasMessage(
            "sweep sample has several axes learningRate: mlp.learningRate,"
                + " transformer.learningRate; write the whole name");
  }

  @Test
  void aMisspeltLastPartSuggestsTheAxesThatEndSo() {
    assertThatThrownBy(() -> axes().named("layer"))
        .hasMessageContaining("no axis layer; did you mean transformer.layers? Its axes");
    assertThatThrownBy(() -> axes().named("learningrate"))
        .hasMessageContaining(
            "no axis learningrate; did you mean mlp.learningRate or transformer.learningRate? Its");
    assertThatThrownBy(() -> axes().named("foo")).hasMessageContaining("no axis foo. Its axes");
  }

  @Test
  void anAxisThatTheSweepDoesNotHaveIsAnsweredWithThoseThatItHas() {
    assertThatThrownBy(() -> axes().named("transformer.layer"))
        .isInstanceOf(ChoiceException.class)
        .hasMessage(
            "sweep sample has no axis transformer.layer; did you mean transformer.layers? Its axes"
                + " are model, tasks, hidden, mlp.learningRate, transformer.learningRate,"
                + " transformer.layers, seed.");
  }

  @Test
  void valuesAreFoundHoweverTheyAreWritten() {
    SampleSweep sample = sample();
    assertThat(
            axes()
                .choose(List.of("tasks=2^12", "transformer.learningRate=1e-3"), sample.outcomes()))
        .isNotEmpty()
        .allSatisfy(
            outcome -> {
              assertThat(outcome.cell().tasks()).isEqualTo(4096);
              assertThat(outcome.cell().swept("transformer.learningRate")).contains("0.001");
            });
    assertThat(axes().choose(List.of("tasks=1,64", "model=MLP"), sample.outcomes())).hasSize(8);
  }

  @Test
  void aValueThatNoCellHasIsAnsweredWithThoseThatThereAre() {
    SampleSweep sample = sample();
    assertThatThrownBy(() -> axes().choose(List.of("layers=3"), sample.outcomes()))
        .hasMessage("no cell of sweep sample has transformer.layers 3; its values are 1, 2");
    assertThatThrownBy(() -> axes().choose(List.of("layers=2", "model=mlp"), sample.outcomes()))
        .hasMessage("no cell of sweep sample has layers=2 and model=mlp");
    assertThatThrownBy(() -> axes().choose(List.of("layers"), sample.outcomes()))
        .hasMessageContaining("--where takes NAME=VALUE");
  }

  @Test
  void whatIsSpreadByFactorsIsLogarithmic() {
    assertThat(new GridAxis("tasks", List.of("1", "64", "4096")).logarithmic()).isTrue();
    assertThat(new GridAxis("x", List.of("0.001", "0.003", "0.01")).logarithmic()).isTrue();
    assertThat(new GridAxis("x", List.of("0.001", "0.01")).logarithmic()).isTrue();
    assertThat(new GridAxis("x", List.of("1", "2", "3", "4")).logarithmic()).isFalse();
    assertThat(new GridAxis("x", List.of("0", "0.1", "0.2")).logarithmic()).isFalse();
    assertThat(new GridAxis("x", List.of("gpt", "pytorch")).logarithmic()).isFalse();
    assertThat(new GridAxis("x", List.of("7")).logarithmic()).isFalse();
  }

  @Test
  void aValueThatTheSweepDoesNotMeasureIsAnsweredWithThoseThatItDoes() {
    SampleSweep sample = new SampleSweep();
    sample.models = List.of(ModelKind.MLP);
    Grid grid = Grid.of(sample.sweep(), sample.outcomes());
    assertThatThrownBy(() -> Measure.of(grid, "unsen"))
        .hasMessage(
            "sweep sample has no value unsen; did you mean unseen? Its values are train, seen,"
                + " unseen, loss.");
  }
}
