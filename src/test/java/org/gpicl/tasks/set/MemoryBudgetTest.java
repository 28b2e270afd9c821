package org.gpicl.tasks.set;

import static org.assertj.core.api.Assertions.assertThat;

import org.gpicl.tasks.Examples;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.projection.MemoryBudget;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class MemoryBudgetTest {
  private static final long BYTES = 1 << 20;

  @Test
  void noReaderGetsMoreThanIsLeft() {
    MemoryBudget budget = new MemoryBudget(10);
    assertThat(budget.take(7)).isEqualTo(7);
    assertThat(budget.take(7)).isEqualTo(3);
    assertThat(budget.take(7)).isZero();
    budget.giveBack(7);
    assertThat(budget.take(8)).isEqualTo(7);
  }

  @Test
  void aClosedSetGivesBackWhatItTookAndOnlyOnce() {
    ImageSpec images = new ImageSpec("glyphs", 7, 5, PixelScale.UNIT);
    ImageSet glyphs = TestData.library().load(images, Split.TRAIN);
    MemoryBudget budget = new MemoryBudget(BYTES);
    for (Examples examples : new Examples[] {new Examples.Samples(), new Examples.Sequences(9)}) {
      for (long tasks : new long[] {3, 150}) {
        SetSpec spec =
            new SetSpec(SetRole.TRAIN, images, Split.TRAIN, 0, tasks, 0.1, examples, 100_000);
        ProducedSet set = new ProducedSet(spec, glyphs, budget);
        int length = spec.length();
        set.read(0, InUse.all(set.spec()), new float[49 * length], 0, 49, new int[length], 0);
        long left = budget.take(Long.MAX_VALUE);
        assertThat(left).isLessThan(BYTES);
        budget.giveBack(left);
        set.close();
        set.close();
        assertThat(budget.take(Long.MAX_VALUE)).isEqualTo(BYTES);
        budget.giveBack(BYTES);
      }
    }
  }
}
