package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.gpicl.sweep.yaml.SweepFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchProblemsTest {
  private static final String HEAD = "name: x\nrecipe: small\nimages: glyphs\n";

  private static List<String> problems(String more) {
    SweepFileException refused =
        catchThrowableOfType(
            SweepFileException.class, () -> SweepFile.parse(HEAD + more, "x.yaml", List.of()));
    assertThat(refused).as("the file is refused").isNotNull();
    return refused.getMessage().lines().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          axis: taks, between: 2..8, to: 1 | axis: taks is not a key of the sweep file; did you mean tasks?
          axis: learningRate, between: 1e-4..1e-1, to: 10^0.5 | axis: learningRate is not a key of the sweep file; did you mean transformer.learningRate?
          axis: dropuot, between: 0..0.3, to: 0.1 | axis: dropuot is not a key of the sweep file; did you mean transformer.dropout?
          axis: seeds, between: 2..8, to: 1 | axis: seeds has no numbers to search between that determine cells; try tasks or hidden
          axis: [tasks, hidden], between: 2..8, to: 1 | axis: takes one value, not a list
          axis: tasks, between: 2^8..2^2, to: 2^1 | between: 2^8..2^2 does not end above its beginning; write the smaller end first
          axis: tasks, between: a..b, to: 2^1 | between: a..b is not a range between two numbers
          axis: tasks, between: 2..8 step 2, to: 2 | between: 2..8 step 2 has a step; leave it out, boundary.to says how finely to search
          axis: transformer.dropout, between: 0..0.3, to: 2^1 | between: 0..0.3 begins at 0, which stays 0 times any factor; begin above 0, or let boundary.to be a difference such as 0.05
          axis: tasks, between: 2..8, to: 2^0 | to: 2^0 is neither a factor above 1, such as 2^0.5, nor a difference above 0
          axis: tasks, between: 2..8, to: 100 | to: no value lies between its ends; search more finely
          axis: tasks, between: 2..8, to: 1, metric: unseen:kmnist | metric: unseen:kmnist is not evaluated; add its image set to evaluate.images, or use unseen
          """)
  void aMistakeInABoundaryIsNamed(String boundary, String problem) {
    assertThat(problems("models: transformer\nboundary: {" + boundary + "}"))
        .containsExactly("x.yaml:5: boundary." + problem);
  }

  @Test
  void tooFineASearchIsBlamedOnItsFineness() {
    assertThat(
            problems("models: mlp\nseeds: 0..99\nboundary: {axis: tasks, between: 1..9000, to: 1}"))
        .containsExactly(
            "x.yaml:6: boundary.to: 1 model x 9000 numbers of tasks x 1 hidden size x 100 seeds are"
                + " 900000 cells; at most 100000");
  }

  @Test
  void aNameOfSeveralModelsSettingsSuggestsEach() {
    assertThat(problems("boundary: {axis: learningRate, between: 1e-4..1e-1, to: 10^0.5}"))
        .singleElement()
        .asString()
        .endsWith(
            "; did you mean lstm.learningRate or maml.learningRate or mlp.learningRate or"
                + " op-lstm.learningRate or transformer.learningRate?");
  }

  @Test
  void allMistakesInABoundaryAreReportedAtOnce() {
    assertThat(
            problems(
                "tasks: [1, 4]\nboundary: {axis: tasks, between: 2^8..2^2, to: 0, metric: foo}"))
        .containsExactly(
            "x.yaml:4: tasks: the boundary's search chooses its values; remove one of the two",
            "x.yaml:5: boundary.between: 2^8..2^2 does not end above its beginning; write the"
                + " smaller end first",
            "x.yaml:5: boundary.to: 0 is neither a factor above 1, such as 2^0.5, nor a difference"
                + " above 0",
            "x.yaml:5: boundary.metric: foo is not seen, unseen, or unseen:fashion-mnist and the"
                + " like");
    assertThat(problems("boundary: {axis: transformer.activation, between: 1..4}"))
        .containsExactly(
            "x.yaml:4: boundary.to: missing; a boundary needs axis, between and to",
            "x.yaml:4: boundary.axis: transformer.activation has no numbers to search between that"
                + " determine cells; try tasks or hidden");
  }

  @Test
  void aStepThatAModelIsNotEvaluatedAtComesWithTheKeyThatSaysWhen() {
    String rivals = "transformer: {steps: 100, evaluateEvery: 20, layers: [1, 2]}\n";

    assertThat(problems("models: transformer\n" + rivals + "halving: {at: 50}"))
        .containsExactly(
            "x.yaml:6: halving.at: transformer-n1-h64-l1-s0 is not evaluated at step 50, only every"
                + " 20 steps; choose multiples of that, or set transformer.evaluateEvery");
    assertThat(
            problems(
                "models: mlp\nevaluate: {every: 30}\nmlp: {steps: 90, batch: [8, 16]}\n"
                    + "halving: {at: 50}"))
        .containsExactly(
            "x.yaml:7: halving.at: mlp-n1-h64-b8-s0 is not evaluated at step 50, only every 30"
                + " steps; choose multiples of that, or set evaluate.every");
  }

  @Test
  void aModelThatNeedsNoHalvingIsPointedOut() {
    assertThat(
            problems(
                "mlp: {evaluateEvery: 30 steps}\n"
                    + "transformer: {steps: 100, evaluateEvery: 20, layers: [1, 2]}\n"
                    + "halving: {at: 40}"))
        .containsExactly(
            "x.yaml:6: halving.at: mlp-n1-h64-s0 is not evaluated at step 40, only every 30 steps;"
                + " choose multiples of that, or set mlp.evaluateEvery (no mlp has others to compete"
                + " with; models: transformer leaves them out)");
  }

  @Test
  void cellsThatCompeteWithNoOthersAreNotHalved() {
    assertThat(
            problems(
                "models: mlp\nhidden: [8, 16]\nmlp: {steps: 90, evaluateEvery: 30}\n"
                    + "halving: {at: 30}"))
        .containsExactly(
            "x.yaml:7: halving.at: has nothing to choose from: a cell competes with those of the"
                + " same model, tasks, hidden and seed; let another setting vary, such as"
                + " transformer.learningRate, or draw tasks or hidden");
  }

  @Test
  void everyWrongStepIsNamedAlsoIfAnotherSettingIsWrong() {
    assertThat(
            problems(
                "models: transformer\nworkers: -1\n"
                    + "transformer: {steps: 100, evaluateEvery: 20, layers: [1, 2]}\n"
                    + "halving: {at: [60, 50, 200, 40], keep: 1}"))
        .containsExactly(
            "x.yaml:5: workers: -1 is not a whole number from 0 to 1024",
            "x.yaml:7: halving.at: 50 comes after a later step; let them ascend;"
                + " transformer-n1-h64-l1-s0 is not evaluated at step 50, only every 20 steps;"
                + " choose multiples of that, or set transformer.evaluateEvery",
            "x.yaml:7: halving.at: 200 is not before the end of transformer-n1-h64-l1-s0, which has"
                + " 100 steps",
            "x.yaml:7: halving.at: 40 comes after a later step; let them ascend",
            "x.yaml:7: halving.keep: 1 is not a number above 0 and below 1");
  }

  @Test
  void boundaryAndHalvingExcludeEachOther() {
    assertThat(
            problems("boundary: {axis: tasks, between: 1..9, to: 1}\nhalving: {at: 40, keep: 2}"))
        .containsExactly(
            "x.yaml:5: halving.at: excludes boundary, whose results need whole trainings; remove"
                + " one of them",
            "x.yaml:5: halving.keep: 2 is not a number above 0 and below 1");
  }
}
