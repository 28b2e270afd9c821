package org.gpicl.tasks.set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.gpicl.RealImages;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.Hashing;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.HalfFloat;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.gpicl.tasks.projection.ProjectedImages;
import org.gpicl.tasks.shard.ShardWriter;
import org.gpicl.tasks.shard.StoredSet;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(RealImages.SkippedWithout.class)
@Tag("numbers")
class TaskSetsTest {
  private static final ImageLibrary IMAGES = TestData.library();

  private final TaskSets sets = new TaskSets(IMAGES, 1 << 20);

  @TempDir Path directory;

  private static SetSpec sequences(String set, int size, long tasks, long items) {
    return new SetSpec(
        SetRole.TRAIN,
        new ImageSpec(set, size, 5, PixelScale.STANDARDISED),
        Split.TRAIN,
        3,
        tasks,
        1.0 / size,
        new Examples.Sequences(20),
        items);
  }

  private static SetSpec samples(String set, int size, long tasks, long items) {
    SetSpec spec = sequences(set, size, tasks, 1);
    return new SetSpec(
        spec.role(),
        spec.images(),
        spec.split(),
        spec.seed(),
        tasks,
        spec.matrixScale(),
        new Examples.Samples(),
        items);
  }

  private record Item(float[] x, int[] labels) {}

  private static Item read(ExampleSet set, long item) {
    return read(set, item, InUse.all(set.spec()));
  }

  private static Item read(ExampleSet set, long item, int classes) {
    return read(set, item, new InUse(classes, set.spec().tasks(), 0));
  }

  private static Item read(ExampleSet set, long item, InUse inUse) {
    int length = set.spec().length();
    int features = set.spec().images().features();
    Item read = new Item(new float[length * features], new int[length]);
    set.read(item, inUse, read.x, 0, features, read.labels, 0);
    return read;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "glyphs"})
  void anItemIsItsTasksMatrixTimesItsImagesWithItsTasksLabels(String set) {
    SetSpec spec = sequences(set, 7, 4, 9);
    ImageSet images = IMAGES.load(spec.images(), Split.TRAIN);
    try (ExampleSet produced = sets.produce(spec)) {
      for (long item = 0; item < 9; item++) {
        long task = item * 4 / 9;
        float[] a = new float[49 * 49];
        new Gaussians(new RandomStream(3, Stream.TRAINING_MATRIX), 1f / 7)
            .draw(task, a, 0, a.length);
        int[] p = new RandomStream(3, Stream.TRAINING_LABELS).permutation(5, task);
        Item read = read(produced, item);
        for (int j = 0; j < 20; j++) {
          int image =
              (int) new RandomStream(3, Stream.TRAINING_IMAGES).below(images.count(), item, j);
          float[] x = new float[49];
          images.copy(image, x, 0);
          assertThat(read.labels[j]).isEqualTo(p[images.label(image)]);
          for (int row = 0; row < 49; row++) {
            double sum = 0;
            for (int column = 0; column < 49; column++) {
              sum += (double) a[row * 49 + column] * x[column];
            }
            float value = read.x[j * 49 + row];
            assertThat(value).isEqualTo(HalfFloat.round(value));
            assertThat((double) value).isCloseTo(sum, within(sum));
          }
        }
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    // Half a unit in the last of eleven places, and a little for the sum in single precision.
    return org.assertj.core.data.Offset.offset(Math.abs(value) * 0x1p-11 + 1e-5);
  }

  @Test
  void rowsGoWhereTheStrideSaysAndNothingElseIsTouched() {
    try (ExampleSet set = sets.produce(sequences("glyphs", 7, 4, 9))) {
      Item plain = read(set, 5);
      float[] x = new float[3 + 20 * 54 + 2];
      int[] labels = new int[22];
      java.util.Arrays.fill(x, -99);
      java.util.Arrays.fill(labels, -99);
      set.read(5, InUse.all(set.spec()), x, 3, 54, labels, 1);
      for (int k = 0; k < x.length; k++) {
        int row = Math.floorDiv(k - 3, 54);
        int column = Math.floorMod(k - 3, 54);
        boolean ours = row >= 0 && row < 20 && column < 49;
        assertThat(x[k]).isEqualTo(ours ? plain.x[row * 49 + column] : -99f);
      }
      assertThat(labels).startsWith(-99).endsWith(-99).containsSubsequence(plain.labels);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "glyphs"})
  void storedSequencesAreTheProducedBits(String set) {
    assertStoredIsProduced(sequences(set, 7, 4, 2500), 97);
  }

  @Test
  void storedSequencesOfWholeImagesAreTheProducedBits() {
    assertStoredIsProduced(sequences("mnist", 28, 3, 200), 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mnist", "glyphs"})
  void storedSamplesAreTheProducedBits(String set) {
    assertStoredIsProduced(samples(set, 7, 7, 50_001), 97);
  }

  @Test
  void storedSamplesOfWholeImagesAreTheProducedBits() {
    assertStoredIsProduced(samples("mnist", 28, 3, 3000), 13);
  }

  private void assertStoredIsProduced(SetSpec spec, int step) {
    Path shard = directory.resolve(sets.shardName(spec));
    store(spec, shard);
    try (ExampleSet produced = sets.open(spec, null);
        ExampleSet stored = sets.open(spec, shard)) {
      assertThat(stored).isInstanceOf(StoredSet.class);
      ((StoredSet) stored).verify();
      for (long item = spec.items() - 1; item >= 0; item -= step) {
        Item one = read(produced, item);
        Item other = read(stored, item);
        assertThat(other.x).as("item %d", item).isEqualTo(one.x);
        assertThat(other.labels).isEqualTo(one.labels);
      }
    }
  }

  private void store(SetSpec spec, Path shard) {
    try (ChunkProducer producer = sets.chunks(spec);
        ShardWriter writer = ShardWriter.open(shard, spec, 0)) {
      for (long chunk = 0; chunk < producer.chunks(); chunk++) {
        writer.write(producer.produce(chunk));
      }
      writer.seal();
    }
  }

  @Test
  void samplesThatDoNotFitIntoTheBoundAreTheSame() {
    SetSpec spec = samples("glyphs", 7, 7, 50_001);
    try (ExampleSet kept = new TaskSets(IMAGES, 1 << 26).produce(spec);
        ExampleSet again = new TaskSets(IMAGES, 0).produce(spec)) {
      for (long item = 0; item < spec.items(); item += 9999) {
        assertThat(read(again, item).x).isEqualTo(read(kept, item).x);
      }
    }
  }

  @Test
  void samplesAreNormalisedOverTheirSet() {
    SetSpec spec = samples("mnist", 7, 7, 20_000);
    double[] sum = new double[49];
    double[] squares = new double[49];
    try (ExampleSet set = new TaskSets(IMAGES, 1 << 26).produce(spec)) {
      for (long item = 0; item < spec.items(); item++) {
        float[] x = read(set, item).x;
        for (int f = 0; f < 49; f++) {
          sum[f] += x[f];
          squares[f] += x[f] * x[f];
        }
      }
    }
    for (int f = 0; f < 49; f++) {
      assertThat(sum[f] / spec.items()).isBetween(-1e-4, 1e-4);
      assertThat(squares[f] / spec.items()).isBetween(0.9998, 1.0002);
    }
  }

  @Test
  void itemsAreTheSameInAnyOrderOnAnyThreadWithAnyMemory() throws Exception {
    SetSpec spec = sequences("glyphs", 7, 64, SetSpec.FRESH);
    List<Item> expected = new ArrayList<>();
    try (ExampleSet set = sets.produce(spec)) {
      for (long item = 0; item < 400; item++) {
        expected.add(read(set, item));
      }
    }
    // Room for three matrices only: they are drawn again and again, by four threads.
    try (ExampleSet set = new TaskSets(IMAGES, 3 * 49 * 49 * 4).produce(spec)) {
      ExecutorService threads = Executors.newFixedThreadPool(4);
      List<Future<?>> done = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        int first = thread;
        done.add(
            threads.submit(
                () -> {
                  for (int k = 0; k < 400; k++) {
                    int item = (k * 37 + first * 100) % 400;
                    Item read = read(set, item);
                    assertThat(read.x).isEqualTo(expected.get(item).x);
                    assertThat(read.labels).isEqualTo(expected.get(item).labels);
                  }
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
      threads.shutdown();
    }
  }

  @Test
  void itemsOfFewTasksAreTheSameWhetherProjectionsAreKeptOrNot() {
    for (int length : new int[] {1, 9, 40}) {
      ImageSpec images = new ImageSpec("glyphs", 7, 5, PixelScale.UNIT);
      SetSpec spec =
          new SetSpec(
              SetRole.TRAIN,
              images,
              Split.TRAIN,
              3,
              3,
              0.1,
              new Examples.Sequences(length),
              SetSpec.FRESH);
      long forTwoTasks =
          2 * ProjectedImages.bytes(IMAGES.load(images, Split.TRAIN).count(), images.features())
              + (1 << 16);
      try (ExampleSet kept = new TaskSets(IMAGES, forTwoTasks).produce(spec);
          ExampleSet again = new TaskSets(IMAGES, 0).produce(spec)) {
        for (long item = 0; item < 2000; item++) {
          int classes = item % 3 == 0 ? 2 : 5;
          Item expected = read(again, item, classes);
          Item actual = read(kept, item, classes);
          assertThat(actual.x).isEqualTo(expected.x);
          assertThat(actual.labels).isEqualTo(expected.labels);
        }
      }
    }
  }

  @Test
  void aCurriculumDrawsAndPermutesTheFirstClassesOnly() {
    SetSpec spec = sequences("glyphs", 7, 8, SetSpec.FRESH);
    Map<Long, Set<Integer>> labelsByTask = new HashMap<>();
    try (ExampleSet set = sets.produce(spec)) {
      for (long item = 0; item < 200; item++) {
        Item read = read(set, item, 3);
        for (int label : read.labels) {
          labelsByTask.computeIfAbsent(spec.taskOf(item), k -> new HashSet<>()).add(label);
        }
      }
      assertThat(labelsByTask.keySet()).hasSize(8);
      assertThat(labelsByTask.values()).allMatch(labels -> labels.equals(Set.of(0, 1, 2)));
    }
  }

  @Test
  void aCurriculumOverTasksDrawsTheFirstOnesAsASetOfNoOthersWould() {
    SetSpec many = sequences("glyphs", 7, 1000, SetSpec.FRESH);
    try (ExampleSet set = sets.produce(many);
        ExampleSet few = sets.produce(sequences("glyphs", 7, 8, SetSpec.FRESH))) {
      for (long item = 0; item < 100; item++) {
        Item read = read(set, item, new InUse(5, 8, 0));
        Item wanted = read(few, item);
        assertThat(read.x).isEqualTo(wanted.x);
        assertThat(read.labels).isEqualTo(wanted.labels);
      }
    }
  }

  @Test
  void aBiasReplacesThePermutationOfAboutThatShareOfItemsAndNothingElse() {
    SetSpec spec = sequences("glyphs", 7, 64, SetSpec.FRESH);
    InUse biased = new InUse(5, 64, 0.75);
    InUse always = new InUse(5, 64, 1);
    int different = 0;
    int kept = 0;
    try (ExampleSet set = sets.produce(spec)) {
      for (long item = 0; item < 2000; item++) {
        Item plain = read(set, item);
        Item own = read(set, item, always);
        Item read = read(set, item, biased);
        assertThat(read.x).isEqualTo(plain.x).isEqualTo(own.x);
        assertThat(read.labels).isIn(plain.labels, own.labels);
        assertThat(read(set, item, biased).labels).isEqualTo(read.labels);
        // Some tasks have the identity anyway.
        if (!Arrays.equals(plain.labels, own.labels)) {
          different++;
          kept += Arrays.equals(read.labels, own.labels) ? 1 : 0;
        }
      }
    }
    assertThat(different).isGreaterThan(1500);
    assertThat((double) kept / different).isBetween(0.71, 0.79);
  }

  @Test
  void withABiasOfOneAnImageHasTheSameLabelInEveryTask() {
    SetSpec spec = sequences("glyphs", 7, 64, SetSpec.FRESH);
    ImageSet images = IMAGES.load(spec.images(), Split.TRAIN);
    ItemDraws draws = new ItemDraws(spec, images);
    for (long item = 0; item < 50; item++) {
      ItemDraws.Drawn drawn = draws.draw(item, 1, new InUse(5, 64, 1));
      assertThat(drawn.labels())
          .isEqualTo(Arrays.stream(drawn.images()).map(images::label).toArray());
    }
  }

  @Test
  void aCurriculumIsRefusedOnAFiniteSet() {
    try (ExampleSet set = sets.produce(sequences("glyphs", 7, 8, 10))) {
      assertThatThrownBy(() -> read(set, 0, 3)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> read(set, 0, new InUse(5, 4, 0)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> read(set, 0, new InUse(5, 8, 0.5)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> read(set, 10, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void differentRolesAndSeedsAreDifferentNumbers() {
    SetSpec train = sequences("glyphs", 7, 1, 1);
    SetSpec seen = with(train, SetRole.SEEN, 3);
    SetSpec unseen = with(train, SetRole.UNSEEN, 3);
    SetSpec other = with(train, SetRole.TRAIN, 4);
    Set<String> hashes = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (SetSpec spec : List.of(train, seen, unseen, other)) {
      try (ExampleSet set = sets.produce(spec)) {
        Hashing hashing = new Hashing();
        for (float value : read(set, 0).x) {
          hashing.add(value);
        }
        hashes.add(hashing.hex());
        names.add(sets.shardName(spec));
      }
    }
    assertThat(hashes).hasSize(4);
    assertThat(names).hasSize(4);
  }

  private static SetSpec with(SetSpec spec, SetRole role, int seed) {
    return new SetSpec(
        role,
        spec.images(),
        spec.split(),
        seed,
        spec.tasks(),
        spec.matrixScale(),
        spec.examples(),
        spec.items());
  }

  @Test
  void aShardsNameFollowsTheImagesNotTheirFolder() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    Path mnist = TestData.directory().resolve("mnist");
    try (var files = Files.list(mnist)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Path fashion = TestData.directory().resolve("fashion-mnist-900");
    SetSpec one = evaluation("idx:" + mnist);
    SetSpec same = evaluation("idx:" + copy);
    SetSpec other = evaluation("idx:" + fashion);
    assertThat(sets.shardName(same)).isEqualTo(sets.shardName(one));
    assertThat(sets.shardName(other)).isNotEqualTo(sets.shardName(one));
  }

  private static SetSpec evaluation(String set) {
    SetSpec spec = sequences(set, 7, 8, 8);
    return new SetSpec(
        SetRole.UNSEEN, spec.images(), Split.TEST, 0, 8, spec.matrixScale(), spec.examples(), 8);
  }
}
