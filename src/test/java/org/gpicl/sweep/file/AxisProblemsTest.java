package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.gpicl.sweep.yaml.SweepFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisProblemsTest {
  private static final String HEAD = "name: x\nrecipe: small\n";

  private static String message(String more) {
    SweepFileException refused =
        catchThrowableOfType(
            SweepFileException.class, () -> SweepFile.parse(HEAD + more, "x.yaml", List.of()));
    assertThat(refused).as("the file is refused").isNotNull();
    return refused.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          length: any of [8, 8] | length: 8 is in the list twice
          length: any of [] | length: any of [] has no values; give at least one, as in any of [16, 32]
          length: any of 8 | length: any of 8 needs its values in brackets, separated by commas, as in any of [16, 32]
          length: any of [8, 16 | length: any of [8, 16 needs its values in brackets, separated by commas, as in any of [16, 32]
          layers: log(6..1) | layers: log(6..1) does not end above its beginning; write the smaller end first
          layers: log(a..b) | layers: log(a..b) is no range between two numbers above 0, such as log(1e-4..1e-2)
          dropout: log(0.1..0.4 step 0.1) | dropout: log(0.1..0.4 step 0.1) has a step, but any number between its ends can be drawn; write log(0.1..0.4)
          dropout: log(0..0.1) | dropout: log(0..0.1) begins at 0, which has no logarithm; begin above 0, as in log(1e-4..1e-2)
          positions: any of [[learned], learned] | positions: learned is in the list twice
          activation: any of [gelu-tanh, gelu] | activation: gelu is not one of gelu-tanh, gelu-erf
          """)
  void whatCannotBeDrawnFromIsNamedOnceInItsLine(String setting, String problem) {
    assertThat(message("sample: {count: 5}\ntransformer:\n  " + setting))
        .isEqualTo("x.yaml:5: transformer." + problem);
  }

  @Test
  void aCountThatIsWrongIsTheOnlyProblemOfItsSample() {
    assertThat(message("sample: {count: 0}\ntransformer: {dropout: 0..0.2, layers: 1..6}"))
        .isEqualTo("x.yaml:3: sample.count: 0 is not a whole number from 1 to 100000");
    assertThat(
            message("sample: {count: 60}\ntransformer: {layers: 1..6, 'length': 'any of [0, 8]'}"))
        .isEqualTo("x.yaml:4: transformer.length: 0 is not a whole number from 1 to 1024");
  }

  @Test
  void valuesThatMakeNoDifferenceAreNamedWithTheirLines() {
    assertThat(
            message(
                    """
                    models: transformer
                    tasks: 4
                    hidden: [4, 8]
                    transformer:
                      learningRate:
                        - 0.016
                        - 0.064/hidden
                        - 0.016/sqrt(tasks)
                    """)
                .lines())
        .containsExactly(
            "x.yaml:9: transformer.learningRate: 0.064/hidden comes to the same as 0.016 (line 8):"
                + " transformer-n4-h4-lr0.016-s0 and transformer-n4-h4-lr0.064hidden-s0 would be"
                + " the same training; remove one of them",
            "x.yaml:10: transformer.learningRate: 0.016/sqrt(tasks) comes to the same as"
                + " 0.064/hidden (line 9): transformer-n4-h8-lr0.064hidden-s0 and"
                + " transformer-n4-h8-lr0.016sqrttasks-s0 would be the same training; remove one of"
                + " them");
  }

  @Test
  void twoFormulasThatGiveTwoCellsOneKeyAreRefused() {
    assertThat(
            message("models: transformer\ntasks: 4\ntransformer: {steps: [2^3*tasks, 2_3*tasks]}"))
        .isEqualTo(
            "x.yaml:5: transformer.steps: 2_3*tasks reads like 2^3*tasks (line 5): two cells"
                + " transformer-n4-h64-st2_3_tasks-s0 would have one key; write one of them in"
                + " another way");
  }

  @Test
  void whatIsWrongWithAKeyIsSaidOnceWhateverItsValues() {
    assertThat(
            message(
                    """
                    transformer:
                      steps: [100, 200]
                      epochs:
                        - 1
                        - 2
                    mlp: {optimiser: sgd, beta1: [0.8, 0.9]}
                    """)
                .lines())
        .containsExactly(
            "x.yaml:6: transformer.epochs: excludes transformer.steps; give only one of them",
            "x.yaml:8: mlp.beta1: has no effect with optimiser sgd; remove it or use adam");
  }

  @Test
  void valuesThatAreTogetherTwiceAreNamed() {
    assertThat(message("together: {hidden: [32, 64, 32], transformer.layers: [1, 1, 1]}"))
        .isEqualTo(
            "x.yaml:3: together: its values number 3 are together in an earlier place, too; remove"
                + " them");
  }

  @Test
  void tooManyCellsAreBlamedOnTheKeyThatHasMostValues() {
    String one = "models: transformer\nhidden: [32, 64]\ntasks: 4\n";

    assertThat(
            message(
                one
                    + "sample: {count: 60000}\n"
                    + "transformer: {dropout: 0..0.2, length: 2..200}"))
        .isEqualTo(
            "x.yaml:6: sample.count: 1 model x 1 number of tasks x 2 hidden sizes x 1 seed x (60000"
                + " points of the sample for transformer) are 120000 cells; at most 100000");
    assertThat(message(one + "seeds: 0..99\ntransformer:\n  layers: 1..3\n  learningRate: 1..1000"))
        .isEqualTo(
            "x.yaml:9: transformer.learningRate: 1 model x 1 number of tasks x 2 hidden sizes x 100"
                + " seeds x (1000 of transformer.learningRate x 3 of transformer.layers for"
                + " transformer) are 600000 cells; at most 100000");
  }
}
