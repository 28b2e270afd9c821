package org.gpicl.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Accuracies and their standard errors over tasks, against cases computed by hand. */
class TaskTallyTest {

  /** Each row is an item: its task, and whether it is right at each position. */
  private static TaskTally of(int length, long[][] items) {
    TaskTally tally = new TaskTally(length);
    for (long[] item : items) {
      tally.item(item[0]);
      for (int j = 0; j < length; j++) {
        if (item[1 + j] == 1) {
          tally.right(j);
        }
      }
    }
    return tally;
  }

  @Test
  void tasksOfOneSizeHaveTheStandardErrorOfTheMeanOfTheirMeans() {
    // Task means 1, 1/2 and 0: mean 1/2, sum of squares 1/2, error sqrt(1/2 / 2 / 3).
    TaskTally tally = of(1, new long[][] {{0, 1}, {0, 1}, {1, 1}, {1, 0}, {2, 0}, {2, 0}});
    assertThat(tally.accuracy()).isEqualTo(0.5);
    assertThat(tally.standardError().ofAccuracy()).isCloseTo(Math.sqrt(1 / 12.0), within(1e-15));
    assertThat(tally.standardError().tasks()).isEqualTo(3);
  }

  @Test
  void aTaskWithMoreItemsHasMoreWeight() {
    // 3 of 3 and 0 of 1: m = 3/4; 2 / 1 * ((3 - 9/4)^2 + (3/4)^2) / 4^2 = 9/64.
    TaskTally tally = of(1, new long[][] {{0, 1}, {0, 1}, {0, 1}, {1, 0}});
    assertThat(tally.accuracy()).isEqualTo(0.75);
    assertThat(tally.standardError().ofAccuracy()).isEqualTo(3 / 8.0);
  }

  @Test
  void itemsOfOneTaskAreNotIndependentSoMoreOfThemDoNotMakeItSurer() {
    long[][] few = {{0, 1}, {1, 0}};
    long[][] many = {{0, 1}, {0, 1}, {0, 1}, {0, 1}, {1, 0}, {1, 0}, {1, 0}, {1, 0}};
    assertThat(of(1, few).standardError().ofAccuracy()).isEqualTo(0.5);
    assertThat(of(1, many).standardError().ofAccuracy()).isEqualTo(0.5);
  }

  @Test
  void eachPositionHasAnErrorOfItsOwn() {
    // By position: means 1/2 and 1. Over both: task means 1 and 1/2, error 1/4.
    TaskTally tally = of(2, new long[][] {{5, 1, 1}, {9, 0, 1}});
    assertThat(tally.accuracyByPosition()).containsExactly(0.5, 1);
    assertThat(tally.standardError().byPosition()).containsExactly(0.5, 0);
    assertThat(tally.standardError().ofAccuracy()).isEqualTo(0.25);
  }

  @Test
  void tasksThatAreAllAlikeHaveNoError() {
    long[][] third = {{0, 1}, {0, 0}, {0, 0}, {1, 0}, {1, 1}, {1, 0}, {2, 1}, {2, 0}, {2, 0}};
    TaskTally tally = of(1, third);
    assertThat(tally.accuracy()).isEqualTo(1 / 3.0);
    assertThat(tally.standardError().ofAccuracy()).isZero();
  }

  @Test
  void ofASingleTaskTheErrorIsUnknown() {
    StandardError error = of(1, new long[][] {{0, 1}, {0, 0}}).standardError();
    assertThat(error.known()).isFalse();
    assertThat(error.ofAccuracy()).isNaN();
    assertThat(error.byPosition()).isEmpty();
    assertThat(error.tasks()).isEqualTo(1);
  }
}
