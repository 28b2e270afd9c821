package org.gpicl.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

/** What identifies a cell, which must not change: what homes hold is found by it. */
class CellTest {
  private static final String FILE =
      """
      name: identity
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp, transformer]
      tasks: [4]
      hidden: [8]
      """;

  private static Sweep sweep(String... overrides) {
    return SweepFile.parse(FILE, "x.yaml", List.of(overrides));
  }

  /** The sweep as a home holds it that version 3 of the numerics filled. */
  private static Sweep stored() {
    return SweepFile.stored(sweep().resolved(), "identity", 3);
  }

  private static String lines(Cell cell) {
    return cell.settings().entrySet().stream()
        .map(setting -> setting + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void theSettingsOfAnMlpAreAllWrittenOut() {
    assertThat(lines(stored().cells().get(0)))
        .isEqualTo(
            """
            numericsVersion=3
            model=mlp
            training.images=glyphs
            training.imageSize=4
            training.classes=3
            training.pixels=STANDARDISED
            training.split=TRAIN
            training.seed=0
            training.tasks=4
            training.matrixScale=0.25
            training.examples=samples
            training.length=1
            training.items=200000
            curriculum.classes=2147483647
            curriculum.steps=0
            curriculum.every=1
            labelScale=1.0
            inputs=16
            hidden=8
            finalRelu=true
            trainingSeed=0
            batch=128
            steps=7815
            optimiser=sgd
            learningRate=0.1
            warmup=0
            cosineTotal=0
            stepsPerUnit=1
            clipNorm=0.0
            seen.images=glyphs
            seen.imageSize=4
            seen.classes=3
            seen.pixels=STANDARDISED
            seen.split=TEST
            seen.seed=0
            seen.tasks=4
            seen.matrixScale=0.25
            seen.examples=samples
            seen.length=1
            seen.items=100000
            evaluateEvery=1563
            """);
  }

  @Test
  void theSettingsOfATransformerAreAllWrittenOut() {
    assertThat(lines(stored().cells().get(1)))
        .isEqualTo(
            """
            numericsVersion=2
            model=transformer
            training.images=glyphs
            training.imageSize=4
            training.classes=3
            training.pixels=STANDARDISED
            training.split=TRAIN
            training.seed=0
            training.tasks=4
            training.matrixScale=0.25
            training.examples=sequences
            training.length=40
            training.items=fresh
            curriculum.classes=2147483647
            curriculum.steps=0
            curriculum.every=1
            labelScale=5.0
            features=16
            length=40
            hidden=8
            layers=2
            heads=4
            inner=32
            activation=GELU_ERF
            positions=LEARNED+ALIBI
            inputNorm=false
            dropout=0.0
            gptInitialisation=false
            trainingSeed=0
            batch=64
            steps=3600
            optimiser=adam
            beta1=0.9
            beta2=0.999
            epsilon=1.0E-8
            weightDecay=0.0
            learningRate=0.002
            warmup=200
            cosineTotal=0
            stepsPerUnit=1
            clipNorm=1.0
            seen.images=glyphs
            seen.imageSize=4
            seen.classes=3
            seen.pixels=STANDARDISED
            seen.split=TEST
            seen.seed=0
            seen.tasks=4
            seen.matrixScale=0.25
            seen.examples=sequences
            seen.length=40
            seen.items=128
            evaluateEvery=200
            """);
  }

  @Test
  void theHashesOfStoredResultsStayValid() {
    Sweep sweep = stored();

    assertThat(sweep.cells())
        .extracting(Cell::hash)
        .containsExactly(
            "91e91f09c75277ac6f21969f3aea4658baf8be2302e6edea652b7ec16d803e1e",
            "f7128dde381c761cea3b2e7d45ac577a1573d8156860ea54509259ea36aaa09c");
    assertThat(sweep.evaluations(sweep.cells().get(1)))
        .extracting(EvaluationSet::hash)
        .containsExactly("64d2a412e492de0f2ec51c15daba6b9017d62f01dc7825dc0cd29efe914f04bb");
    assertThat(sweep.hash())
        .isEqualTo("46d0a9f86a3d00e59dcbf8a387f9f07be0cd9a28544d4fadaa7a27fceb2c0e37");
  }

  @Test
  void aSweepWithAnotherEvaluationIsAnotherJobOfTheSameCells() {
    Sweep more = sweep("evaluate.images=kmnist");

    assertThat(more.hash()).isNotEqualTo(sweep().hash());
    assertThat(more.cells())
        .extracting(Cell::hash)
        .isEqualTo(sweep().cells().stream().map(Cell::hash).toList());
  }

  @Test
  void onlyABiasTasksAndRestartsThatCellsDidNotAlwaysHaveArePartOfThem() {
    assertThat(sweep("bias=0", "curriculum=none", "transformer.restarts=0").cells())
        .extracting(Cell::hash)
        .isEqualTo(sweep().cells().stream().map(Cell::hash).toList());

    Map<String, String> settings =
        sweep(
                "bias=0.9",
                "curriculum={tasks: 2, steps: 5, every: 3}",
                "transformer.schedule=cosine",
                "transformer.restarts=3")
            .cells()
            .get(1)
            .settings();
    assertThat(settings)
        .containsEntry("bias", "0.9")
        .containsEntry("curriculum.classes", "2147483647")
        .containsEntry("curriculum.tasks", "2")
        .containsEntry("restarts", "3");
    assertThat(sweep("bias=0.9").cells().get(0).hash()).isEqualTo(sweep().cells().get(0).hash());
  }

  @Test
  void onlyAPrecisionThatCellsDidNotAlwaysHaveIsPartOfThem() {
    assertThat(sweep("precision=32").cells().get(0).settings()).doesNotContainKey("precision");
    assertThat(sweep("precision=bf16", "engine=libtorch").cells().get(0).settings())
        .containsEntry("precision", "bf16");
  }

  @Test
  void freshSequencesHaveNoNumber() {
    assertThat(sweep().cells().get(1).settings()).containsEntry("training.items", "fresh");
    assertThat(sweep("transformer.sequencesPerTask=25").cells().get(1).settings())
        .containsEntry("training.items", "100");
  }

  @Test
  void aTrainingTakesTheOperationsOfAllItsItems() {
    Cell cell = sweep("mlp.steps=10", "mlp.batch=32").cells().get(0);

    assertThat(cell.trainingFlops()).isEqualTo(10.0 * 32 * cell.model().trainingFlopsPerItem());
  }

  @Test
  void aSweepHasTheNumericsThatItsCellsWereStartedWith() {
    assertThat(sweep().numerics()).isEqualTo(Cell.NUMERICS_VERSION);
    assertThat(SweepFile.stored(sweep().resolved(), "identity", 2).numerics()).isEqualTo(2);
  }

  @Test
  void modelsHaveANameForFilesAndOneForFigures() {
    assertThat(ModelKind.values())
        .extracting(ModelKind::key)
        .containsExactly("mlp", "transformer", "lstm", "op-lstm", "maml", "sgd");
    assertThat(ModelKind.values())
        .extracting(ModelKind::title)
        .containsExactly("MLP", "Transformer", "LSTM", "Outer-product LSTM", "MAML", "SGD");
  }

  @Test
  void aCellIsTheSameWhetherItsHashWasAskedForOrNot() {
    Cell asked = sweep().cells().get(0);
    assertThat(asked.hash()).isSameAs(asked.hash()).hasSize(64);
    assertThat(asked.key()).isSameAs(asked.key());
    assertThat(sweep().cells().get(0)).isEqualTo(asked).hasSameHashCodeAs(asked);
    assertThat(asked.sweptAs(List.of(new SweptSetting("precision", "bfloat16"))).key())
        .isNotEqualTo(asked.key());
  }
}
