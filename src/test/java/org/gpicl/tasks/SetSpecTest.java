package org.gpicl.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.Set;
import org.gpicl.fuzz.Cases;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class SetSpecTest {
  private static final ImageSpec IMAGES = new ImageSpec("glyphs", 7, 5, PixelScale.UNIT);

  private static SetSpec spec(SetRole role, int seed, long tasks, double scale, long items) {
    Examples examples = new Examples.Sequences(3);
    return new SetSpec(role, IMAGES, Split.TRAIN, seed, tasks, scale, examples, items);
  }

  @Test
  void tasksAreTakenInTurnAndEquallyOften() {
    Cases.of(1, 300)
        .each(
            random ->
                tasksAreTakenInTurnAndEquallyOften(
                    Cases.within(random, 1, 300), Cases.within(random, 1, 2000)));
  }

  private static void tasksAreTakenInTurnAndEquallyOften(int tasks, int items) {
    SetSpec spec = spec(SetRole.TRAIN, 0, tasks, 0.1, items);
    int[] count = new int[tasks];
    long before = 0;
    for (int item = 0; item < items; item++) {
      long task = spec.taskOf(item);
      assertThat(task).isBetween(before, tasks - 1L);
      count[(int) task]++;
      before = task;
    }
    for (int each : count) {
      assertThat(each).isBetween(items / tasks, (items + tasks - 1) / tasks);
    }
  }

  @Test
  void tasksOfHugeSetsAreExact() {
    Cases.of(2, 1000)
        .each(
            random ->
                tasksOfHugeSetsAreExact(
                    Math.max(1, Cases.anyLong(random) & Long.MAX_VALUE),
                    Math.max(2, Cases.anyLong(random) & Long.MAX_VALUE)));
  }

  private static void tasksOfHugeSetsAreExact(long tasks, long items) {
    if (items == SetSpec.FRESH) {
      return;
    }
    SetSpec spec = spec(SetRole.TRAIN, 0, tasks, 0.1, items);
    java.math.BigInteger exact =
        java.math.BigInteger.valueOf(items - 1)
            .multiply(java.math.BigInteger.valueOf(tasks))
            .divide(java.math.BigInteger.valueOf(items));
    assertThat(spec.taskOf(items - 1)).isEqualTo(exact.longValueExact());
    assertThat(spec.taskOf(0)).isZero();
  }

  @Test
  void freshItemsDrawTheirTasksEvenly() {
    SetSpec spec = spec(SetRole.TRAIN, 0, 8, 0.1, SetSpec.FRESH);
    int[] count = new int[8];
    for (int item = 0; item < 80_000; item++) {
      count[(int) spec.taskOf(item)]++;
    }
    for (int each : count) {
      assertThat(each).isBetween(9_600, 10_400);
    }
  }

  @Test
  void unseenTasksOfOneSeedAreNoTrainingTasksOfAnother() {
    Set<String> training = new HashSet<>();
    Set<String> unseen = new HashSet<>();
    float[] a = new float[12];
    for (int seed = 0; seed < 64; seed++) {
      for (int task = 0; task < 256; task++) {
        for (SetRole role : SetRole.values()) {
          new Gaussians(new RandomStream(seed, role.matrices()), 1).draw(task, a, 0, a.length);
          Hashing hashing = new Hashing();
          for (float value : a) {
            hashing.add(value);
          }
          (role == SetRole.UNSEEN ? unseen : training).add(hashing.hex());
        }
      }
    }
    assertThat(training).hasSize(64 * 256); // seen tasks are training tasks
    assertThat(unseen).hasSize(64 * 256);
    unseen.retainAll(training);
    assertThat(unseen).isEmpty();
  }

  @Test
  void whatHalfPrecisionCannotHoldIsRefused() {
    for (double scale : new double[] {0, -1, 1e-9, 1e6, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> spec(SetRole.TRAIN, 0, 1, scale, 1))
          .withMessageContaining("half precision");
    }
  }

  @Test
  void samplesWithoutEndAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SetSpec(
                    SetRole.TRAIN,
                    IMAGES,
                    Split.TRAIN,
                    0,
                    1,
                    0.1,
                    new Examples.Samples(),
                    SetSpec.FRESH));
  }

  @Test
  void aCurriculumKeepsItsFirstClassesAndThenTakesOneMoreAtATime() {
    Curriculum curriculum = new Curriculum(4, 3000, 400);
    assertThat(curriculum.classesAt(0, 10)).isEqualTo(4);
    assertThat(curriculum.classesAt(3399, 10)).isEqualTo(4);
    assertThat(curriculum.classesAt(3400, 10)).isEqualTo(5);
    assertThat(curriculum.classesAt(5399, 10)).isEqualTo(9);
    assertThat(curriculum.classesAt(5400, 10)).isEqualTo(10);
    assertThat(curriculum.classesAt(Long.MAX_VALUE, 10)).isEqualTo(10);
    assertThat(Curriculum.NONE.classesAt(0, 10)).isEqualTo(10);
    assertThat(curriculum.classesAt(0, 3)).isEqualTo(3);
  }

  @Test
  void aCurriculumOverTasksDoublesThemUntilAllAreInUse() {
    Curriculum curriculum = new Curriculum(4, 48, 3000, 400);
    assertThat(curriculum.tasksAt(0, 1000)).isEqualTo(48);
    assertThat(curriculum.tasksAt(3399, 1000)).isEqualTo(48);
    assertThat(curriculum.tasksAt(3400, 1000)).isEqualTo(96);
    assertThat(curriculum.tasksAt(3800, 1000)).isEqualTo(192);
    assertThat(curriculum.classesAt(3800, 10)).isEqualTo(6);
    assertThat(curriculum.tasksAt(5000, 1000)).isEqualTo(1000);
    assertThat(curriculum.tasksAt(0, 48)).isEqualTo(48);
    assertThat(curriculum.tasksAt(0, 5)).isEqualTo(5);
    assertThat(curriculum.tasksAt(Long.MAX_VALUE, 1L << 40)).isEqualTo(1L << 40);
    assertThat(new Curriculum(4, 3000, 400).tasksAt(0, 1L << 40)).isEqualTo(1L << 40);
  }

  @Test
  void nothingCannotBeInUse() {
    for (double bias : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new InUse(2, 5, bias));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new InUse(1, 5, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new InUse(2, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Curriculum(4, 0, 10, 10));
  }
}
