package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gpicl.sweep.yaml.Problem;
import org.gpicl.sweep.yaml.SweepFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepFileProblemsTest {
  private static final String HEAD = "name: x\nrecipe: small\n";

  /** The message about a file of two good lines and more, with overrides. */
  private static String message(String more, String... overrides) {
    return messageOf(HEAD + more, overrides);
  }

  private static String messageOf(String text, String... overrides) {
    SweepFileException refused =
        catchThrowableOfType(
            SweepFileException.class, () -> SweepFile.parse(text, "x.yaml", List.of(overrides)));
    assertThat(refused).as("the file is refused").isNotNull();
    return refused.getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          tasks: 0 | tasks: 0 is not a whole number from 1 to 2^40
          tasks: [1, -4] | tasks: -4 is not a whole number from 1 to 2^40
          tasks: [4, many] | tasks: many is not a whole number from 1 to 2^40
          tasks: 2^63 | tasks: 2^63 is not a whole number from 1 to 2^40
          tasks: [] | tasks: an empty list; give at least one value
          tasks: [4, 2^2] | tasks: 2^2 is in the list twice
          tasks: {a: 1} | tasks: a map is not a whole number from 1 to 2^40, a list of them, or a range such as 2^0..2^14 step 2^2
          tasks: 2^4..2^0 | tasks: 2^4..2^0 ends before it begins; write the smaller end first
          tasks: 1..9 step 0 | tasks: 1..9 step 0 needs a step of 1 or more to add, or of 2^1 or more to multiply
          tasks: 1..9 step 1^3 | tasks: 1..9 step 1^3 needs a step of 1 or more to add, or of 2^1 or more to multiply
          tasks: 0..4 | tasks: 0 is not a whole number from 1 to 2^40
          seeds: 0..8 step 2^1 | seeds: 0..8 step 2^1 multiplies from 0, which stays 0; begin at 1 or more
          seeds: 0..9999999 | seeds: 0..9999999 expands to 10000000 values; an axis takes at most 100000
          seeds: -1 | seeds: -1 is not a whole number from 0 to 2^31 - 1
          tasks: all | tasks: all is not a whole number from 1 to 2^40, a list of them, or a range such as 2^0..2^14 step 2^2
          seeds: [0.5] | seeds: 0.5 is not a whole number from 0 to 2^31 - 1
          hidden: 0 | hidden: 0 is not a whole number from 1 to 2^13
          models: [mlp, transfomer] | models: transfomer is not one of mlp, transformer, lstm, op-lstm, maml, sgd; did you mean transformer?
          batch: 0 | batch: 0 is not a whole number from 1 to 2^16
          batch: | batch: an empty value is not a whole number from 1 to 2^16; leave the key out to keep the default
          batch: [1, 0] | batch: 0 is not a whole number from 1 to 2^16
          batch: [4, 2^2] | batch: 2^2 is in the list twice
          batch: [] | batch: an empty list; give at least one value
          batch: 8..2 | batch: 8..2 ends before it begins; write the smaller end first
          mlp: {learningRate: 0.1..0.5} | mlp.learningRate: 0.1..0.5 needs a step, such as step 0.1 to add or step 10^1 to multiply
          batch: 1..64 step 0.5 | batch: 1.5 is not a whole number from 1 to 2^16
          workers: [1, 2] | workers: determines no cell, so it takes one value and not a list
          images: {evaluation: [test, train]} | images.evaluation: determines no cell, so it takes one value and not a list
          transformer: {heads: [4, 3]} | transformer.heads: 3 does not divide hidden size 64; heads must divide every hidden size
          transformer: {layers: 2*batch} | transformer.layers: 2*batch is not a whole number from 1 to 64; a formula is a number times or divided by hidden, tasks, classes, layers, length or d, or by the sqrt or log2 of one, such as 0.064/hidden or 100*log2(tasks)
          transformer: {learningRate: 0.064/hiden} | transformer.learningRate: 0.064/hiden is not a number above 0 and at most 1000; a formula is a number times or divided by hidden, tasks, classes, layers, length or d, or by the sqrt or log2 of one, such as 0.064/hidden or 100*log2(tasks); did you mean hidden?
          transformer: {layers: [2, hidden/0]} | transformer.layers: hidden/0 is not a whole number from 1 to 64; a formula is a number times or divided by hidden, tasks, classes, layers, length or d, or by the sqrt or log2 of one, such as 0.064/hidden or 100*log2(tasks)
          transformer: {heads: sqrt(hidden)} | transformer.heads: sqrt(hidden) is not a whole number from 1 to 128; a formula is a number times or divided by hidden, tasks, classes, layers, length or d, or by the sqrt or log2 of one, such as 0.064/hidden or 100*log2(tasks)
          transformer: {learningRate: hidden} | transformer.learningRate: hidden is not a number above 0 and at most 1000; a formula is a number times or divided by hidden, tasks, classes, layers, length or d, or by the sqrt or log2 of one, such as 0.064/hidden or 100*log2(tasks)
          transformer: {labelScale: 1e-3.5} | transformer.labelScale: 1e-3.5 is not a number above 0 and at most 1000000
          transformer: {clip: 1..3 step 0} | transformer.clip: 1..3 step 0 needs a step above 0 to add, or above 1 and written as a power to multiply
          transformer: {steps: 100/log2(tasks)} | transformer.steps: 100/log2(tasks) divides by zero at tasks 1
          transformer: {layers: 0.03*hidden} | transformer.layers: 0.03*hidden is 1.92 at hidden 64, which is not a whole number from 1 to 64
          transformer: {learningRate: log(1e-4..1e-2)} | transformer.learningRate: log(1e-4..1e-2) is to be drawn from; say how often, as in sample: {count: 60}
          sample: {count: 5} | sample.count: there is nothing to draw: write a setting as log(1e-4..1e-2), 1..6 or any of [16, 32]
          evaluate: {seenTasks: [256, 2^8]} | evaluate.seenTasks: 2^8 is in the list twice
          together: {hidden: [32, 64], batch: [1, 2, 3]} | together: lists of one length are needed, but hidden has 2, batch has 3
          together: {hidden: 32, batch: [1]} | together: hidden needs a list, not 32
          together: {workers: [1, 2], batch: [1, 2]} | together: workers determines no cell, so it cannot be swept
          together: {width: [1, 2]} | together: width is not a key of the sweep file
          together: {} | together: an empty map; give at least two keys with lists of one length
          together: 3 | together: 3 is not a map of keys to lists of one length, or a list of such maps
          sample: {} | sample.count: missing; a sample needs a number of points, as in sample: {count: 60}
          schedule: {} | schedule.cron: missing; a schedule needs a cron expression such as "0 0 2 * * ?"
          halving: {} | halving.at: missing; halving needs its steps, as in at: [500, 1000]
          halving: {keep: 1/2} | halving.at: missing; halving needs its steps, as in at: [500, 1000]
          halving: {att: 400} | halving.att: unknown key; did you mean at?
          transformer: {heads: any of [1, 2]} | not valid YAML: inside { } or [ ], a text that holds [ must be in quotes: "any of [1, 2]"
          transformer: {positions: any of [[alibi], [learned]], heads: 2} | not valid YAML: inside { } or [ ], a text that holds [ must be in quotes: "any of [[alibi], [learned]]"
          images: mnits | images.set: mnits is not one of mnist, fashion-mnist, kmnist, qmnist, emnist-letters, emnist-balanced, emnist-digits, emnist-byclass, emnist-bymerge, cifar10, svhn, glyphs, random, idx:PATH, images:PATH; did you mean mnist?
          images: 'idx:' | images.set: idx: is not one of mnist, fashion-mnist, kmnist, qmnist, emnist-letters, emnist-balanced, emnist-digits, emnist-byclass, emnist-bymerge, cifar10, svhn, glyphs, random, idx:PATH, images:PATH
          images: {size: 33} | images.size: 33 is not a whole number from 2 to 32
          images: {channels: 2} | images.channels: 2 is not 1 or 3
          images: {classes: 11} | images.classes: 11 is more than the 10 classes of mnist
          images: {set: cifar10, classes: 11} | images.classes: 11 is more than the 10 classes of cifar10
          images: {set: emnist-letters, classes: 27} | images.classes: 27 is more than the 26 classes of emnist-letters
          images: {pixels: units} | images.pixels: units is not one of unit, standardised; did you mean unit?
          images: {evaluation: both} | images.evaluation: both is not one of train, test
          evaluate: {images: [mnist, imagenet]} | evaluate.images: imagenet is not one of mnist, fashion-mnist, kmnist, qmnist, emnist-letters, emnist-balanced, emnist-digits, emnist-byclass, emnist-bymerge, cifar10, svhn, glyphs, random, idx:PATH, images:PATH
          evaluate: {every: 0 steps} | evaluate.every: 0 steps is not a number of steps or epochs from 1 to 10^9, such as 500 steps or 1 epochs
          evaluate: {seenTasks: log10} | evaluate.seenTasks: log10 is not a whole number from 1 to 2^20 or all or log2; did you mean log2?
          evaluate: {unseenTasks: 2^20, sequencesPerTask: 2^20} | evaluate.unseenTasks: 1048576 tasks of 1048576 sequences are more than an evaluation allows (2^30)
          matrixScale: 1/e | matrixScale: 1/e is not a number from 0.00001 to 100, 1/d or 1/sqrt(d) (d: numbers in an image); a formula is a number times or divided by hidden, tasks, classes, layers, length or d, or by the sqrt or log2 of one, such as 0.064/hidden or 100*log2(tasks)
          mlp: 3 | mlp: 3 is not a map of settings; its keys are steps, epochs, batch, optimiser, learningRate, beta1, beta2, epsilon, weightDecay, warmup, schedule, restarts, clip, evaluateEvery, samplesPerTask, maxSamples, finalRelu
          mlp: {epochs: 1, steps: 2} | mlp.epochs: excludes mlp.steps; give only one of them
          mlp: {finalRelu: yes} | mlp.finalRelu: yes is not true or false
          mlp: {beta1: 0.5} | mlp.beta1: has no effect with optimiser sgd; remove it or use adam
          mlp: {learningRate: 0} | mlp.learningRate: 0 is not a number above 0 and at most 1000
          matrixScale: 200 | matrixScale: 200 is not a number from 0.00001 to 100, 1/d or 1/sqrt(d) (d: numbers in an image)
          matrixScale: 1e-6 | matrixScale: 1e-6 is not a number from 0.00001 to 100, 1/d or 1/sqrt(d) (d: numbers in an image)
          mlp: {learningRate: .nan} | mlp.learningRate: .nan is not a number above 0 and at most 1000
          transformer: {heads: 3} | transformer.heads: 3 does not divide hidden size 64; heads must divide every hidden size
          transformer: {dropout: 1} | transformer.dropout: 1 is not a number of at least 0 and at most 0.99
          transformer: {dropout: -0.1} | transformer.dropout: -0.1 is not a number of at least 0 and at most 0.99
          transformer: {positions: [learned, rope]} | transformer.positions: rope is not one of learned, sinusoidal, alibi
          transformer: {positions: alib} | transformer.positions: alib is not one of learned, sinusoidal, alibi, or a list of them or none
          transformer: {sequencesPerTask: fres} | transformer.sequencesPerTask: fres is not a whole number from 1 to 10^9 or fresh; did you mean fresh?
          transformer: {warmup: 200, schedule: cosine 100 steps} | transformer.schedule: a cosine that ends after 100 steps ends before its warm-up of 200 steps; make it longer
          transformer: {steps: 100, schedule: cosine} | transformer.schedule: a cosine that ends after 100 steps ends before its warm-up of 200 steps; make it longer
          transformer: {schedule: cosine 9 epochs} | transformer.schedule: a cosine that ends after 9 epochs and a warm-up of 200 steps; give both in steps or both in epochs
          transformer: {schedule: linear} | transformer.schedule: linear is not constant, cosine (to the end of the training) or, say, cosine 10000 steps
          transformer: {epochs: 10^9} | transformer.epochs: 1000000000 epochs of 256 steps at 2^14 tasks are too long; at most 10^9 steps
          transformer: {batch: 2^16, length: 1024} | transformer.length: a batch of 65536 sequences of 1024 tokens of 54 numbers does not fit one array (2^31 - 1)
          transformer: {hedas: 2} | transformer.hedas: unknown key; did you mean heads?
          sgd: {learningRate: 1} | sgd.learningRate: unknown key; did you mean lstm.learningRate or maml.learningRate or mlp.learningRate or op-lstm.learningRate or transformer.learningRate?
          heads: 2 | heads: unknown key; did you mean op-lstm.heads or transformer.heads?
          steps: 2 | steps: unknown key; did you mean curriculum.steps or lstm.steps or maml.steps or mlp.steps or op-lstm.steps or transformer.steps?
          schedule: {cron: 0 2 1 * 1} | schedule.cron: 0 2 1 * 1 is not a cron expression of six or seven fields, seconds first, such as "0 0 2 * * ?", or of a crontab's five; a crontab runs it on either of the two days, which one schedule cannot do: leave one of them at *
          schedule: {cron: 99 2 * * *} | schedule.cron: 99 2 * * * is not a cron expression of six or seven fields, seconds first, such as "0 0 2 * * ?", or of a crontab's five; 99 is too large for its field
          schedule: {cron: 0 0 2 * * *} | schedule.cron: 0 0 2 * * * is not a cron expression of six or seven fields, seconds first, such as "0 0 2 * * ?", or of a crontab's five; the day of the month or the day of the week must be ?, as in "0 0 2 * * ?"
          schedule: {cron: 0 0 2 * * 1-5} | schedule.cron: 0 0 2 * * 1-5 is not a cron expression of six or seven fields, seconds first, such as "0 0 2 * * ?", or of a crontab's five; the day of the month or the day of the week must be ?, as in "0 0 2 ? * MON-FRI"
          schedule: {zone: UTC} | schedule.cron: missing; a schedule needs a cron expression such as "0 0 2 * * ?"
          schedule: {cron: "0 0 2 * * ?", zone: Mars/Base} | schedule.zone: Mars/Base is not a time zone such as Europe/Berlin or UTC
          schedule: {cron: "0 0 2 * * ?", missed: never} | schedule.missed: never is not one of run-once, skip
          schedule: {cron: "0 0 2 * * ?", stopAfter: 2d} | schedule.stopAfter: 2d is not a time from 1s to 24h such as 90m or 5h
          zzz: 1 | zzz: unknown key
          transformer.heads: 2 | transformer.heads: keys have no dots; write transformer: {heads: ...}
          curriculum: some | curriculum: some is not none or a map of classes, tasks, steps and every
          curriculum: {classes: 6, steps: 1, every: 1} | curriculum.classes: 6 is more than the 5 classes of images.classes
          checkpoint: {every: 60} | checkpoint.every: 60 is not a time from 1s to 24h such as 60s or 5m, or a number of steps such as 200 steps
          checkpoint: {every: 2 epochs} | checkpoint.every: 2 epochs is not a time from 1s to 24h such as 60s or 5m, or a number of steps such as 200 steps
          tracking: {mlflow: "http://me:secret@host"} | tracking.mlflow: http://***@host is not the address of an MLflow server such as http://HOST:5000; a name and password are taken from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD
          tracking: {mlflow: "me:secret@host"} | tracking.mlflow: ***@host is not the address of an MLflow server such as http://HOST:5000; a name and password are taken from MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD
          tracking: {mlflow: "http://[bad"} | tracking.mlflow: http://[bad is not the address of an MLflow server such as http://HOST:5000
          tracking: {tensorboard: runs} | tracking.tensorboard: runs is not an absolute path such as /home/you/tensorboard
          checkpoint: {store: checkpoints} | checkpoint.store: checkpoints is not an absolute path such as /shared/checkpoints or database
          engine: vektor | engine: vektor is not one of vector, nd4j, libtorch, auto; did you mean vector?
          workers: -1 | workers: -1 is not a whole number from 0 to 1024
          diskBudget: 20 | diskBudget: 20 is not a size such as 20GB, 512MiB or 0B
          output: {suffix: a/b} | output.suffix: a/b is not at most 40 letters, digits, - and _
          """)
  void aWrongLineIsNamedWithItsValueAndWhatWouldBeRight(String line, String problem) {
    assertThat(message(line)).isEqualTo("x.yaml:3: " + problem);
  }

  @Test
  void aBoundaryLacksEachKeyThatItIsNothingWithout() {
    assertThat(message("boundary: {}").lines())
        .containsExactly(
            "x.yaml:3: boundary.axis: missing; a boundary needs axis, between and to",
            "x.yaml:3: boundary.between: missing; a boundary needs axis, between and to",
            "x.yaml:3: boundary.to: missing; a boundary needs axis, between and to");
    assertThat(message("", "boundary.axis=tasks").lines()).hasSize(2);
  }

  @Test
  void aSectionOfSettingsThatAllHaveDefaultsMayBeEmpty() {
    assertThat(accepted("mlp: {}\ntransformer: {}\nevaluate: {}\ncheckpoint: {}")).isTrue();
    assertThat(SweepFile.parse(HEAD + "curriculum: {}", "x.yaml", List.of("curriculum=none")))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"a/b", "../x", "a b", "'-x'", "a.b", "é"})
  void aNameThatIsNoNameIsRefused(String name) {
    assertThat(messageOf("name: " + name + "\nrecipe: small"))
        .isEqualTo(
            "x.yaml:1: name: "
                + name
                + " is not a name of 1 to 60 letters, digits, - and _ that does not begin with -");
  }

  @Test
  void aNameMayHave60CharactersAndNoMore() {
    String longest = "n".repeat(60);

    assertThat(SweepFile.parse("name: " + longest + "\nrecipe: small", "x", List.of()).name())
        .isEqualTo(longest);
    assertThat(messageOf("name: " + longest + "n\nrecipe: small"))
        .startsWith("x.yaml:1: name: " + longest + "... is not a name of 1 to 60 letters");
  }

  @Test
  void allProblemsOfAFileAndItsOverridesComeAtOnceInTheirOrder() {
    String text =
        """
        name: x
        recipe: smal
        seeds: -3
        transformer:
          heads: 0
          layerz: 2
        """;

    assertThat(messageOf(text, "batch=none", "tasks=0,4").lines())
        .containsExactly(
            "x.yaml:2: recipe: smal is not one of notebook, paper, small; did you mean small?",
            "x.yaml:3: seeds: -3 is not a whole number from 0 to 2^31 - 1",
            "x.yaml:5: transformer.heads: 0 is not a whole number from 1 to 128",
            "x.yaml:6: transformer.layerz: unknown key; did you mean layers?",
            "--set batch=none: batch: none is not a whole number from 1 to 2^16",
            "--set tasks=0,4: tasks: 0 is not a whole number from 1 to 2^40");
  }

  @Test
  void nameAndRecipeAreRequired() {
    assertThat(messageOf("tasks: 4").lines())
        .containsExactly(
            "x.yaml:1: name: missing; add a line such as name: example",
            "x.yaml:1: recipe: missing; add recipe: with one of notebook, paper, small");
    assertThat(messageOf("")).isEqualTo(messageOf("tasks: 4"));
    assertThat(messageOf("---\n# nothing\n...")).isEqualTo(messageOf("tasks: 4"));
  }

  @Test
  void problemsCarryTheirParts() {
    SweepFileException refused =
        catchThrowableOfType(
            SweepFileException.class,
            () -> SweepFile.parse(HEAD + "transformer: {heads: 3}", "x.yaml", List.of()));

    assertThat(refused.problems())
        .containsExactly(
            new Problem(
                "x.yaml",
                3,
                22,
                "transformer.heads",
                "3 does not divide hidden size 64; heads must divide every hidden size"));
  }

  @Test
  void everyHiddenSizeThatHeadsDoNotDivideIsNamed() {
    assertThat(message("hidden: [2, 4, 6, 8]\ntransformer: {heads: 4}"))
        .isEqualTo(
            "x.yaml:4: transformer.heads: 4 does not divide hidden sizes 2, 6; heads must divide"
                + " every hidden size");
    assertThat(message("hidden: 1..9"))
        .isEqualTo(
            "x.yaml:3: hidden: the recipe's 4 transformer.heads do not divide sizes 1, 2, 3, 5, 6"
                + " and 2 more; heads must divide every hidden size");
  }

  @Test
  void headsOfAnOuterProductLstmDivideItsWidthAndAreEnough() {
    assertThat(message("models: op-lstm\nop-lstm: {heads: 3}"))
        .isEqualTo(
            "x.yaml:4: op-lstm.heads: 3 does not divide hidden size 64; heads must divide every"
                + " hidden size");
    assertThat(message("models: op-lstm\nhidden: 2^12\nop-lstm: {heads: 2}"))
        .isEqualTo(
            "x.yaml:5: op-lstm.heads: the matrices of 2 heads of hidden size 4096 at 40 positions"
                + " do not fit one array (2^31 - 1); use more heads");
  }

  @Test
  void headsDoNotMatterToASweepOfMlps() {
    assertThat(SweepFile.parse(HEAD + "hidden: 3\nmodels: mlp", "x", List.of()).cells()).hasSize(7);
  }

  @Test
  void tooManyCellsAreRefusedWithTheirNumber() {
    assertThat(message("seeds: 0..9999\ntasks: 1..100"))
        .isEqualTo(
            "x.yaml:3: seeds: 2 models x 100 numbers of tasks x 1 hidden size x 10000 seeds are"
                + " 2000000 cells; at most 100000");
    assertThat(message("models: mlp\ntasks: 1..10000\nseeds: 0..99"))
        .isEqualTo(
            "x.yaml:4: tasks: 1 model x 10000 numbers of tasks x 1 hidden size x 100 seeds are"
                + " 1000000 cells; at most 100000");
  }

  /** Each is an object of its own: a hundred image sets of 100,000 cells would fill the memory. */
  @Test
  void tooManyEvaluationsAreRefusedWithTheirNumber() {
    String sets =
        IntStream.range(0, 100).mapToObj(k -> "idx:/d" + k).collect(Collectors.joining(", "));

    assertThat(message("models: mlp\ntasks: 1\nseeds: 0..9999\nevaluate: {images: [" + sets + "]}"))
        .isEqualTo(
            "x.yaml:6: evaluate.images: 10000 cells x 101 image sets are 1010000 evaluations; at"
                + " most 1000000");
  }

  @Test
  void aCurriculumNeedsFreshSequencesAndAllItsParts() {
    assertThat(message("curriculum: {classes: 3}\ntransformer: {sequencesPerTask: 25}").lines())
        .containsExactly(
            "x.yaml:3: curriculum.steps: missing; a curriculum needs steps and every, and classes,"
                + " tasks or both",
            "x.yaml:3: curriculum.every: missing; a curriculum needs steps and every, and classes,"
                + " tasks or both",
            "x.yaml:3: curriculum.classes: a curriculum needs transformer.sequencesPerTask: fresh,"
                + " not 25");
  }

  @Test
  void aCurriculumNeedsSomethingToStartWith() {
    assertThat(message("curriculum: {steps: 3, every: 1}"))
        .isEqualTo(
            "x.yaml:3: curriculum.steps: a curriculum needs classes, tasks or both to start with");
    assertThat(accepted("curriculum: {tasks: 64, steps: 3, every: 1}")).isTrue();
    assertThat(accepted("curriculum: {classes: 2, tasks: 64, steps: 3, every: 1}")).isTrue();
  }

  @Test
  void aBiasNeedsFreshSequences() {
    assertThat(message("bias: 0.9\ntransformer: {sequencesPerTask: 25}"))
        .isEqualTo("x.yaml:3: bias: a bias needs transformer.sequencesPerTask: fresh, not 25");
    assertThat(accepted("bias: 0\ntransformer: {sequencesPerTask: 25}")).isTrue();
    assertThat(accepted("models: mlp\nbias: 0.9\ntransformer: {sequencesPerTask: 25}")).isTrue();
  }

  @Test
  void restartsNeedACosineThatIsLongEnough() {
    assertThat(message("transformer: {restarts: 3}"))
        .isEqualTo(
            "x.yaml:3: transformer.restarts: has no effect with schedule constant; remove it or use"
                + " cosine");
    assertThat(message("transformer: {schedule: cosine 203 steps, restarts: 3}"))
        .isEqualTo(
            "x.yaml:3: transformer.restarts: 4 cosine periods do not fit into the 3 steps after"
                + " warm-up");
    assertThat(accepted("transformer: {schedule: cosine 204 steps, restarts: 3}")).isTrue();
    assertThat(accepted("transformer: {schedule: [constant, cosine], restarts: 3}")).isTrue();
  }

  @Test
  void trainingSetsThatOverflowTheirNumberingAreRefused() {
    assertThat(message("tasks: 2^40\ntransformer: {sequencesPerTask: 2^24}"))
        .isEqualTo(
            "x.yaml:4: transformer.sequencesPerTask: 16777216 sequences for each of 2^40 tasks are"
                + " too many to number (2^40); use fresh");
  }

  @Test
  void moreClassesThanAnEvaluationSetHasAreRefused() {
    assertThat(message("images: {set: 'idx:/letters', classes: 26}\nevaluate: {images: mnist}"))
        .isEqualTo("x.yaml:3: images.classes: 26 is more than the 10 classes of mnist");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          foo | an override is key=value, such as tasks=4,64
          =4 | an override is key=value, such as tasks=4,64
          tsks=4 | tsks: unknown key; did you mean tasks?
          transformer.steps=0 | transformer.steps: 0 is not a whole number from 1 to 10^9
          batch= | batch: an empty value is not a whole number from 1 to 2^16; leave the key out to keep the default
          batch=1,0 | batch: 0 is not a whole number from 1 to 2^16
          tasks=4,,5 | tasks: an empty value is not a whole number from 1 to 2^40; leave the key out to keep the default
          tasks=[4 | not valid YAML: expected ',' or ']', but got <stream end>
          transformer.heads.x=1 | transformer.heads.x: unknown key; did you mean transformer.heads?
          images.size=mnist | images.size: mnist is not a whole number from 2 to 32
          """)
  void aWrongOverrideIsNamed(String override, String problem) {
    assertThat(message("", override)).isEqualTo("--set " + override + ": " + problem);
  }

  @Test
  void problemsThatOverridesCauseAreShownAtTheOverride() {
    assertThat(message("hidden: 64", "transformer.heads=5"))
        .isEqualTo(
            "--set transformer.heads=5: transformer.heads: 5 does not divide hidden size 64; heads"
                + " must divide every hidden size");
  }

  @Test
  void tooManyCellsAreCountedOverAllFourAxes() {
    assertThat(message("seeds: 0..9999\ntasks: 1..5\nhidden: [4, 8, 12]"))
        .endsWith(
            "2 models x 5 numbers of tasks x 3 hidden sizes x 10000 seeds are 300000 cells; at most"
                + " 100000");
  }

  /** The wrong line is there so that nothing is expanded. */
  @Test
  void aHundredThousandCellsOfTenImageSetsAreNotTooMany() {
    String wrong = "workers: -1\nmodels: mlp\ntasks: 1\nseeds: 0..99999\n";

    assertThat(message(wrong)).hasLineCount(1).contains("workers: -1");
    assertThat(message(wrong + "evaluate: {images: [" + folders(9) + "]}"))
        .hasLineCount(1)
        .contains("workers: -1");
    assertThat(message(wrong + "evaluate: {images: [" + folders(10) + "]}"))
        .contains("100000 cells x 11 image sets are 1100000 evaluations; at most 1000000");
  }

  private static String folders(int count) {
    return IntStream.range(0, count).mapToObj(k -> "idx:/d" + k).collect(Collectors.joining(", "));
  }

  @Test
  void fiveSizesAreNamedAndThoseBeyondThemCounted() {
    assertThat(message("hidden: [1, 2, 3, 5, 6]")).contains("divide sizes 1, 2, 3, 5, 6; heads");
    assertThat(message("hidden: [1, 2, 3, 5, 6, 7]"))
        .contains("divide sizes 1, 2, 3, 5, 6 and 1 more; heads");
  }

  @Test
  void aCurriculumMayBeginWithAllClasses() {
    assertThat(accepted("curriculum: {classes: 5, steps: 1, every: 1}")).isTrue();
  }

  @Test
  void aCosineThatEndsWithItsWarmUpIsRefused() {
    assertThat(message("transformer: {warmup: 200, schedule: cosine 200 steps}"))
        .contains("ends before its warm-up of 200 steps");
    assertThat(accepted("transformer: {warmup: 200, schedule: cosine 201 steps}")).isTrue();
  }

  @Test
  void anEvaluationMayHaveTwoToTheThirtySequences() {
    assertThat(accepted("evaluate: {unseenTasks: 2^20, sequencesPerTask: 2^10}")).isTrue();
    assertThat(message("evaluate: {unseenTasks: 2^20, sequencesPerTask: 1025}"))
        .contains("1048576 tasks of 1025 sequences are more than an evaluation allows");
  }

  private static boolean accepted(String more) {
    return !SweepFile.parse(HEAD + more, "x.yaml", List.of()).cells().isEmpty();
  }

  @Test
  void aValueThatCannotBeReadIsNotJudgedByItsDefault() {
    assertThat(message("hidden: 6\ntransformer: {heads: 0}"))
        .isEqualTo("x.yaml:4: transformer.heads: 0 is not a whole number from 1 to 128");
  }

  @Test
  void anOverrideOfALetterIsAnUnknownKey() {
    assertThat(message("", "q=4")).isEqualTo("--set q=4: q: unknown key");
  }
}
