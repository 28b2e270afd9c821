package org.gpicl.engine.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.Activation;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Position;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alone, since it listens to what the process prints. */
@Isolated
@Tag("numbers")
class Nd4jEngineTest {
  private static final TrainingSpec TRAINING =
      Comparison.training(new OptimiserSpec.Adam(0.9, 0.999, 1e-8, 0), 0.01, 1);

  static List<ModelSpec> models() {
    return List.of(
        new MlpSpec(6, 8, 4, true),
        new TransformerSpec(
            4, 3, 5, 8, 1, 2, 10, Activation.GELU_ERF, Set.of(Position.ALIBI), true, 0.1, false));
  }

  @Test
  void itsDescriptionNamesReleaseBackendAndBlas() {
    assertThat(new Nd4jEngine().description())
        .contains("ND4J 1.0.0-M2.1")
        .contains("backend CPU")
        .contains("BLAS OPENBLAS");
  }

  @Test
  void withoutABackendItSaysWhatElseTrains() throws Exception {
    List<URL> libraries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!new File(entry).getName().startsWith("nd4j-native-1")) {
        libraries.add(url(entry));
      }
    }
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    ClassLoader usual = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(libraries.toArray(URL[]::new), platform)) {
      Thread.currentThread().setContextClassLoader(loader); // where ND4J looks for backends
      Object engine =
          loader.loadClass(Nd4jEngine.class.getName()).getDeclaredConstructor().newInstance();
      assertThatThrownBy(() -> engine.getClass().getMethod("description").invoke(engine))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("no backend")
          .hasMessageContaining("--engine vector");
    } finally {
      Thread.currentThread().setContextClassLoader(usual);
    }
  }

  private static URL url(String path) throws MalformedURLException {
    return new File(path).toURI().toURL();
  }

  @ParameterizedTest
  @MethodSource("models")
  void openingAndTrainingPrintNothing(ModelSpec model) {
    train(model, 1, trainer -> {}); // what the libraries log at their first use is the logger's
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true));
    try {
      train(model, 1, trainer -> {});
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStopAbandonsTheStepAndChangesNothing(ModelSpec model) {
    TrainingState state = new Comparison(model).state(TRAINING);
    int[] asked = new int[1];
    try (Trainer trainer = new Nd4jEngine().open(model, TRAINING, state, () -> ++asked[0] > 0)) {
      Batch batch = new Comparison(model).batch(0, 4);
      assertThatThrownBy(() -> trainer.step(batch)).isInstanceOf(StepAbandonedException.class);
      assertThat(asked[0]).isPositive();
      assertThat(trainer.state()).usingRecursiveComparison().isEqualTo(state);
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStateOfAnotherModelIsRefusedByTheNameOfAParameter(ModelSpec model) {
    ModelSpec other = new MlpSpec(7, 8, 4, true);
    TrainingState state = new Comparison(other).state(TRAINING);
    assertThatThrownBy(() -> new Nd4jEngine().open(model, TRAINING, state, () -> false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another model");
  }

  @Test
  void moreStepsNeedNoMoreMemory() throws Exception {
    needNoMoreMemory(0, 150);
  }

  @Tag("full")
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void hundredsOfStepsNeedNoMoreMemoryThanAHundred(int model) throws Exception {
    needNoMoreMemory(model, 450);
  }

  private static void needNoMoreMemory(int model, int steps) throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // The whole heap is resident from the start: what grows is native memory.
            "-Xms400m",
            "-Xmx400m",
            "-XX:+AlwaysPreTouch",
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            System.getProperty("java.class.path"),
            StepsMemory.class.getName(),
            String.valueOf(model),
            String.valueOf(steps));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    String grown = output.substring(output.indexOf(StepsMemory.GROWN)).strip();
    assertThat(Long.parseLong(grown.substring(StepsMemory.GROWN.length())))
        .as(output)
        .isLessThan(24L << 20);
  }

  @ParameterizedTest
  @MethodSource("models")
  void cellsSideBySideEndInTheSameBitsAsOneAlone(ModelSpec model) throws Exception {
    TrainingState alone = trained(model);
    ExecutorService workers = Executors.newFixedThreadPool(3);
    try {
      List<Future<TrainingState>> cells =
          workers.invokeAll(Collections.nCopies(3, () -> trained(model)));
      for (Future<TrainingState> cell : cells) {
        assertThat(cell.get()).usingRecursiveComparison().isEqualTo(alone);
      }
    } finally {
      workers.shutdown();
    }
  }

  private static TrainingState trained(ModelSpec model) {
    List<TrainingState> states = new ArrayList<>();
    train(model, 8, trainer -> states.add(trainer.state()));
    return states.get(states.size() - 1);
  }

  static void train(ModelSpec model, int steps, Consumer<Trainer> afterEach) {
    Comparison comparison = new Comparison(model);
    TrainingState state = comparison.state(TRAINING);
    try (Trainer trainer = new Nd4jEngine().open(model, TRAINING, state, () -> false)) {
      Batch batch = comparison.batch(0, Comparison.BATCH);
      for (int step = 0; step < steps; step++) {
        trainer.step(batch);
        afterEach.accept(trainer);
      }
    }
  }
}
