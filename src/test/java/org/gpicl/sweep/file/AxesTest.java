package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.SweptSetting;
import org.junit.jupiter.api.Test;

class AxesTest {
  private static final String HEAD = "name: x\nrecipe: small\ntasks: 16\nhidden: 32\n";

  private static Sweep sweep(String more, String... overrides) {
    return SweepFile.parse(HEAD + more, "x.yaml", List.of(overrides));
  }

  private static List<String> keys(Sweep sweep) {
    return sweep.cells().stream().map(Cell::key).toList();
  }

  private static Map<String, Cell> byHash(Sweep sweep) {
    return sweep.cells().stream().collect(Collectors.toMap(Cell::hash, Function.identity()));
  }

  @Test
  void aListInThePlaceOfAValueIsAnAxisOfThatModelAlone() {
    Sweep sweep = sweep("transformer: {learningRate: [1e-3, 3e-3], layers: [1, 2]}");

    assertThat(keys(sweep))
        .containsExactly(
            "mlp-n16-h32-s0",
            "transformer-n16-h32-lr0.001-l1-s0",
            "transformer-n16-h32-lr0.001-l2-s0",
            "transformer-n16-h32-lr0.003-l1-s0",
            "transformer-n16-h32-lr0.003-l2-s0");
    assertThat(sweep.swept()).containsExactly("transformer.learningRate", "transformer.layers");
  }

  @Test
  void anOverrideOfSeveralValuesIsAnAxis() {
    assertThat(keys(sweep("models: transformer", "transformer.learningRate=0.001,0.01")))
        .containsExactly("transformer-n16-h32-lr0.001-s0", "transformer-n16-h32-lr0.01-s0");
  }

  @Test
  void rangesOfAnyNumbersAreAxes() {
    assertThat(keys(sweep("models: transformer\ntransformer: {layers: 1..3}"))).hasSize(3);
    assertThat(
            sweep("models: transformer\ntransformer: {learningRate: 1e-4..1e-2 step 10^1}").cells())
        .extracting(cell -> cell.swept().get(0).value())
        .containsExactly("0.0001", "0.001", "0.01");
    assertThat(sweep("models: transformer\ntransformer: {dropout: 0..0.3 step 0.1}").cells())
        .extracting(cell -> cell.swept().get(0).value())
        .containsExactly("0", "0.1", "0.2", "0.3");
  }

  @Test
  void aKeyThatTakesAListTakesAListOfLists() {
    assertThat(sweep("models: transformer\ntransformer: {positions: [learned, alibi]}").swept())
        .isEmpty();
    assertThat(
            keys(
                sweep(
                    "models: transformer\n"
                        + "transformer: {positions: [none, [learned], [learned, alibi]]}")))
        .containsExactly(
            "transformer-n16-h32-pnone-s0",
            "transformer-n16-h32-plearned-s0",
            "transformer-n16-h32-plearned+alibi-s0");
  }

  @Test
  void anAxisOfBothModelsMultipliesThoseWithoutAValueOfTheirOwn() {
    assertThat(keys(sweep("batch: [32, 128]\nmlp: {batch: 64}")))
        .containsExactly(
            "mlp-n16-h32-s0", "transformer-n16-h32-b32-s0", "transformer-n16-h32-b128-s0");
  }

  @Test
  void imageSetsAndSizesAreAxesAndEachSetIsEvaluatedOnItself() {
    Sweep sweep = sweep("models: transformer\nimages: {set: [mnist, glyphs], size: [7, 14]}");

    assertThat(sweep.cells()).hasSize(4);
    assertThat(sweep.evaluations(sweep.cells().get(2)))
        .singleElement()
        .satisfies(set -> assertThat(set.name()).isEqualTo("unseen"))
        .satisfies(set -> assertThat(set.set().images().set()).isEqualTo("glyphs"));
  }

  @Test
  void valuesThatBelongTogetherDoNotMultiply() {
    Sweep sweep =
        SweepFile.parse(
            """
            name: x
            recipe: small
            tasks: [16, 64]
            together: {hidden: [32, 64, 128], transformer.learningRate: [4e-3, 2e-3, 1e-3]}
            """,
            "x.yaml",
            List.of());

    assertThat(sweep.cells()).hasSize(2 * 2 * 3);
    assertThat(sweep.cells().stream().filter(cell -> cell.kind() == ModelKind.TRANSFORMER))
        .extracting(Cell::key)
        .containsExactly(
            "transformer-n16-h32-lr0.004-s0",
            "transformer-n16-h64-lr0.002-s0",
            "transformer-n16-h128-lr0.001-s0",
            "transformer-n64-h32-lr0.004-s0",
            "transformer-n64-h64-lr0.002-s0",
            "transformer-n64-h128-lr0.001-s0");
    assertThat(sweep.cells().get(0).key()).isEqualTo("mlp-n16-h32-s0");
  }

  @Test
  void valuesTogetherThatDifferForOneModelOnlyAreOneForTheOther() {
    assertThat(keys(sweep("together: {mlp.learningRate: [0.1, 0.10], transformer.layers: [1, 2]}")))
        .containsExactly(
            "mlp-n16-h32-lr0.1-s0", "transformer-n16-h32-l1-s0", "transformer-n16-h32-l2-s0");
  }

  @Test
  void aNumberThatFollowsAnotherIsNoAxis() {
    Sweep sweep =
        sweep(
            "transformer: {learningRate: 0.064/hidden, steps: 100*log2(tasks)}",
            "hidden=32,64",
            "models=transformer");

    assertThat(sweep.swept()).isEmpty();
    assertThat(keys(sweep)).containsExactly("transformer-n16-h32-s0", "transformer-n16-h64-s0");
    assertThat(sweep.cells())
        .extracting(c -> c.spec().schedule().rate())
        .containsExactly(2e-3, 1e-3);
    assertThat(sweep.cells()).extracting(c -> c.spec().steps()).containsOnly(400L);
    assertThat(byHash(sweep))
        .containsKeys(
            sweep("models: transformer\ntransformer: {learningRate: 2e-3, steps: 400}")
                .cells()
                .get(0)
                .hash());
  }

  @Test
  void formulasCanBeSwept() {
    Sweep sweep =
        sweep(
            "transformer: {learningRate: [0.032/hidden, 0.064/hidden]}",
            "hidden=32,64",
            "models=transformer");

    assertThat(sweep.cells())
        .extracting(c -> c.spec().schedule().rate())
        .containsExactly(1e-3, 2e-3, 5e-4, 1e-3);
  }

  @Test
  void turningAValueIntoAnAxisKeepsTheTrainingsThatWereThere() {
    Sweep before = sweep("transformer: {learningRate: 3e-3}");
    Sweep after = sweep("transformer: {learningRate: [1e-3, 3e-3]}");

    assertThat(byHash(after).keySet()).containsAll(byHash(before).keySet());
    assertThat(after.cells()).hasSize(before.cells().size() + 1);
  }

  @Test
  void moreSamplesAddCellsAndChangeNone() {
    String drawn =
        "models: transformer\n"
            + "transformer: {learningRate: log(1e-4..1e-2), layers: 1..6,"
            + " positions: 'any of [[learned], [alibi]]'}\n";
    Sweep few = sweep(drawn + "sample: {count: 10, seed: 3}");
    Sweep more = sweep(drawn + "sample: {count: 25, seed: 3}");
    Sweep other = sweep(drawn + "sample: {count: 10, seed: 4}");

    assertThat(few.cells()).hasSize(10);
    assertThat(keys(few))
        .as("frozen: stored sweeps are read back from it")
        .startsWith(
            "transformer-n16-h32-lr0.0001218-l3-plearned-s0",
            "transformer-n16-h32-lr0.001218-l6-palibi-s0",
            "transformer-n16-h32-lr0.003852-l1-plearned-s0");
    assertThat(keys(more)).startsWith(keys(few).toArray(String[]::new)).hasSize(25);
    assertThat(keys(other)).doesNotContainAnyElementsOf(keys(few));
    assertThat(more.cells())
        .allSatisfy(cell -> assertThat(cell.spec().schedule().rate()).isBetween(1e-4, 1e-2));
    assertThat(more.cells().stream().map(cell -> cell.swept("transformer.layers").orElseThrow()))
        .containsAll(List.of("1", "2", "3", "4", "5", "6"));
  }

  @Test
  void aResolvedFileIsTheSameSweep() {
    for (String more :
        List.of(
            "transformer: {learningRate: [1e-3, 3e-3], layers: 1..2}\nbatch: [32, 64]",
            "mlp: {optimiser: [sgd, adam]}",
            "images: {set: [mnist, glyphs, 'idx:a, \"b']}\nevaluate: {images: kmnist}",
            "matrixScale: [1/d, 0.5, 1/sqrt(d)]\nevaluate: {every: [100, 200 steps]}",
            "transformer: {learningRate: 0.064/hidden, steps: '10*hidden'}",
            "mlp: {steps: 10*hidden}\nseeds: 0..2",
            "together: [{transformer.layers: [1, 2], transformer.heads: [4, 2]},"
                + " {batch: [32, 64], mlp.learningRate: [0.1, 0.2]}]",
            "transformer: {learningRate: log(1e-4..1e-2), positions: 'any of [none, [alibi]]'}\n"
                + "sample: {count: 3}",
            "images: 'any of [glyphs, \"idx:a\"]'\nsample: {count: 2, seed: 1}",
            "transformer: {layers: 2..8 step 2, learningRate: 0.01*hidden}\nsample: {count: 4}",
            "transformer: {sequencesPerTask: fresh}\n"
                + "curriculum: {classes: [3, 4], steps: 100, every: 10}")) {
      Sweep sweep = sweep(more);

      assertThat(SweepFile.parse(sweep.resolved(), "resolved.yaml", List.of()))
          .as(sweep.resolved())
          .isEqualTo(sweep);
      assertThat(sweep.cells()).extracting(Cell::key).doesNotHaveDuplicates();
      assertThat(sweep.cells()).extracting(Cell::hash).doesNotHaveDuplicates();
    }
  }

  @Test
  void anOverrideMayDrawFromValues() {
    assertThat(
            sweep("sample: {count: 2}\nmodels: transformer", "transformer.layers=any of [1, 3]")
                .cells())
        .extracting(cell -> cell.swept("transformer.layers").orElseThrow())
        .containsExactlyInAnyOrder("1", "3");
  }

  @Test
  void tasksAndHiddenSizesCanBeDrawnToo() {
    Sweep sweep =
        SweepFile.parse(
            """
            name: x
            recipe: small
            models: transformer
            tasks: log(2^4..2^14)
            hidden: any of [16, 32]
            sample: {count: 20}
            """,
            "x.yaml",
            List.of());

    assertThat(sweep.swept()).isEmpty();
    assertThat(sweep.cells()).hasSize(20);
    assertThat(sweep.cells()).extracting(Cell::hidden).containsOnly(16, 32);
    assertThat(SweepFile.parse(sweep.resolved(), "resolved.yaml", List.of())).isEqualTo(sweep);
  }

  @Test
  void whatACellHasOfAnAxisIsKnown() {
    Cell cell = sweep("models: mlp\nmlp: {learningRate: [0.1, 0.2]}").cells().get(1);

    assertThat(cell.swept()).containsExactly(new SweptSetting("mlp.learningRate", "0.2"));
    assertThat(cell.swept("mlp.learningRate")).contains("0.2");
    assertThat(cell.swept("transformer.layers")).isEmpty();
  }
}
