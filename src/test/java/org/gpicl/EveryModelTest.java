package org.gpicl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gpicl.engine.EnginesAgreeTest.models;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.engine.Batch;
import org.gpicl.engine.Engine;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.nd4j.Nd4jEngine;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.job.cost.CellCost;
import org.gpicl.report.export.ExportFormat;
import org.gpicl.report.export.ExportedModel;
import org.gpicl.store.CellStatus;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that a model needs beside its own classes; CONTRIBUTING.md lists the places. */
@Tag("numbers")
class EveryModelTest {
  @TempDir Path directory;

  private static Sweep sweep(ModelKind kind) {
    String file =
        """
        name: every
        recipe: small
        images: {set: glyphs, size: 4, classes: 3}
        models: %s
        tasks: 4
        hidden: [8, 12]
        """;
    return SweepFile.parse(file.formatted(kind.key()), "test", List.of());
  }

  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void aSweepFileDescribesCellsThatDifferInTheirWidth(ModelKind kind) {
    Sweep sweep = sweep(kind);
    assertThat(sweep.cells()).extracting(Cell::kind).containsOnly(kind).hasSize(2);
    assertThat(sweep.cells()).extracting(Cell::hash).doesNotHaveDuplicates();
    for (Cell cell : sweep.cells()) {
      assertThat(cell.settings())
          .containsEntry("model", kind.key())
          .containsEntry("hidden", String.valueOf(cell.hidden()));
      assertThat(cell.model().length() > 1).isEqualTo(kind.sequences());
      assertThat(new CellCost().seconds(cell, 10)).isPositive();
    }
    assertThat(SweepFile.stored(sweep.resolved(), "test", sweep.numerics()).hash())
        .isEqualTo(sweep.hash());
  }

  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void enginesTrainItAndItIsAmongTheModelsThatAreCompared(ModelKind kind) {
    Cell cell = sweep(kind).cells().get(0);
    assertThat(models()).hasAtLeastOneElementOfType(cell.model().getClass());
    for (Engine engine : List.of(new VectorEngine(), new Nd4jEngine())) {
      if (!engine.supports(cell.model(), cell.spec().precision())) {
        assertThat(engine)
            .as("the default engine has all models")
            .isNotInstanceOf(VectorEngine.class);
        continue;
      }
      TrainingState initial = TrainingState.initial(cell.model(), cell.spec());
      try (Trainer trainer = engine.open(cell.model(), cell.spec(), initial, () -> false)) {
        Batch batch = new Batch(2, cell.model().length(), cell.model().inputs());
        assertThat(trainer.step(batch).loss()).isFinite();
        assertThat(trainer.state().step()).isOne();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void itIsExportedInEveryFormat(ModelKind kind) throws Exception {
    Cell cell = sweep(kind).cells().get(0);
    CellOutcome outcome =
        new CellOutcome(cell, CellStatus.DONE, 1, "", List.of(), 1, List.of(), List.of());
    ExportedModel model = new ExportedModel("every", outcome, cell.model().initialParameters(1));
    for (ExportFormat format : ExportFormat.values()) {
      assertThat(model.write(directory, format)).isNotEmpty().allMatch(Files::isRegularFile);
    }
    assertThat(Files.readString(Path.of("examples/load_cell.py")))
        .contains("\"" + kind.key() + "\": ");
  }

  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void itIsNamedOnThePageAndDescribed(ModelKind kind) throws Exception {
    assertThat(Files.readString(Path.of("src/main/resources/static/js/words.js")))
        .containsPattern("\\b'?" + kind.key() + "'?: '" + kind.title() + "'");
    for (String page : List.of("docs/model.md", "docs/sweep-file.md")) {
      assertThat(Files.readString(Path.of(page)))
          .as(page)
          .containsPattern("(?m)^## " + kind.title() + "$");
    }
  }
}
