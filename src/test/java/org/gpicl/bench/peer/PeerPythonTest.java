package org.gpicl.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.bench.timing.Clocks;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.bench.timing.Workload;
import org.gpicl.engine.EngineException;
import org.gpicl.sweep.Cell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerPythonTest {
  private static final Cell CELL = Workload.notebookMlp(2).cell();

  @TempDir private Path directory;
  private Path scratch;

  @BeforeEach
  void scratch() throws IOException {
    scratch = Files.createDirectory(directory.resolve("scratch"));
  }

  private PeerTraining started(String python) throws IOException {
    return new PeerPython(python, scratch).start(CELL, Workload.batch(CELL, 2), 1);
  }

  @Test
  void itsVersionAndWhatItMultipliesWithAreSaid() throws IOException {
    assertThat(new PeerPython(FakePython.serving(directory), scratch).description())
        .startsWith("2.15.0, MKL, oneDNN, AVX2 kernels, 1 and ");
  }

  @Test
  void theTimesOfAStepAreThoseOfTheOtherProcess() throws Exception {
    try (PeerTraining training = started(FakePython.serving(directory))) {
      Contestant eager = training.steps(Variant.EAGER);
      assertThat(eager.run()).isEqualTo(2.5);
      assertThat(eager.run()).isEqualTo(2.5);
      assertThat(eager.clocks()).isEqualTo(new Clocks(6_000_000, 8_000_000, 10_000_000));
    }
  }

  @Test
  void whatItCannotCompileIsSaidAndTheRestGoesAhead() throws Exception {
    try (PeerTraining training = started(FakePython.serving(directory))) {
      assertThatThrownBy(() -> training.steps(Variant.COMPILED))
          .isInstanceOfSatisfying(
              PeerFailure.class, failure -> assertThat(failure.brief()).isEqualTo("no compiler"));
      assertThat(training.steps(Variant.EAGER_BF16).run()).isEqualTo(1.5);
    }
  }

  @Test
  void aPythonWithoutPyTorchIsRefusedWithTheWayToOne() throws IOException {
    String python = FakePython.without(directory);
    assertThatThrownBy(() -> new PeerPython(python, scratch))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("has no PyTorch (No module named torch)")
        .hasMessageContaining("pip install torch")
        .hasMessageContaining("--python peer/bin/python");
  }

  @Test
  void aPythonThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> new PeerPython(directory.resolve("no-python").toString(), scratch))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no-python cannot be run; name a Python that has PyTorch");
  }

  @Test
  void anAnswerThatIsNoJsonIsShown() throws IOException {
    String python = FakePython.script(directory, "#!/bin/sh\necho Python 3\n");
    assertThatThrownBy(() -> new PeerPython(python, scratch))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("answered what is no JSON object: Python 3");
  }

  @Test
  void aProcessThatEndsSaysWhy() throws Exception {
    String python =
        FakePython.script(
            directory,
            "#!/bin/sh\n[ \"$2\" = --facts ] && echo '{}' && exit\necho MemoryError >&2\nexit 1\n");
    try (PeerTraining training = started(python)) {
      assertThatThrownBy(() -> training.steps(Variant.EAGER))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("ended early: MemoryError");
    }
  }
}
