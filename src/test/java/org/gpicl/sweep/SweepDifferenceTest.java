package org.gpicl.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Map;
import org.gpicl.sweep.SweepDifference.Change;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class SweepDifferenceTest {
  private static final String FILE =
      "name: x\nrecipe: small\ntasks: [1, 4]\nhidden: [8, 16]\nseeds: 0..4\n";

  private static Sweep sweep(String... overrides) {
    return SweepFile.parse(FILE, "x.yaml", List.of(overrides));
  }

  private static SweepDifference difference(String... overrides) {
    return SweepDifference.between(sweep(), sweep(overrides));
  }

  private static List<String> lines(String... overrides) {
    return difference(overrides).changes().stream().map(change -> change.line(40)).toList();
  }

  @Test
  void aSweepDoesNotDifferFromItself() {
    assertThat(lines()).isEmpty();
    assertThat(lines("workers=1", "checkpoint.every=1s", "engine=nd4j")).isEmpty();
  }

  @Test
  void aChangedSettingNamesTheCellsThatItChanges() {
    assertThat(lines("transformer.learningRate=0.003"))
        .containsExactly("learningRate: 0.002 -> 0.003 changes 20 of 40 cells");
    assertThat(difference("transformer.learningRate=0.003").changed())
        .hasSize(20)
        .allMatch(key -> key.startsWith("transformer-"))
        .startsWith("transformer-n1-h8-s0", "transformer-n1-h8-s1");
  }

  @Test
  void oneSettingThatChangesInTwoWaysMakesTwoLines() {
    assertThat(lines("batch=32"))
        .contains(
            "batch: 128 -> 32 changes 20 of 40 cells", "batch: 64 -> 32 changes 20 of 40 cells");
  }

  @Test
  void settingsThatOneSideLacksAreNone() {
    assertThat(lines("mlp.optimiser=adam"))
        .containsExactly(
            "optimiser: sgd -> adam changes 20 of 40 cells",
            "beta1: none -> 0.9 changes 20 of 40 cells",
            "beta2: none -> 0.999 changes 20 of 40 cells",
            "epsilon: none -> 1.0E-8 changes 20 of 40 cells",
            "weightDecay: none -> 0.0 changes 20 of 40 cells");
  }

  @Test
  void addedAndRemovedCellsChangeNone() {
    assertThat(lines("tasks=1,4,16", "seeds=0..3")).isEmpty();
    assertThat(lines("models=mlp", "hidden=8,32")).isEmpty();
  }

  @Test
  void evaluationsChangeNoTraining() {
    assertThat(lines("evaluate.images=kmnist")).isEmpty();
    assertThat(lines("evaluate.unseenTasks=256")).isEmpty();
  }

  @Test
  void anEvaluationThatOnlyOneSweepHasIsNamed() {
    assertThat(matched(one(), one("evaluate.images=kmnist")))
        .extracting(Change::setting, Change::from, Change::to)
        .containsExactly(tuple("evaluation", "none", "unseen:kmnist"));
    assertThat(matched(one("evaluate.images=kmnist"), one()))
        .extracting(Change::setting, Change::from, Change::to)
        .containsExactly(tuple("evaluation", "unseen:kmnist", "none"));
  }

  @Test
  void matchedCellsDifferInTrainingsAndEvaluations() {
    Sweep first = one("transformer.learningRate=0.001");
    Sweep second = one("evaluate.unseenTasks=7");

    assertThat(matched(first, second))
        .extracting(Change::setting, Change::from, Change::to)
        .containsExactly(
            tuple("learningRate", "0.001", "0.002"),
            tuple("unseen.tasks", "128", "7"),
            tuple("unseen.items", "128", "7"));
  }

  @Test
  void matchedCellsOfOtherSeedsDifferInWhatElseDiffers() {
    assertThat(matched(one("seeds=1"), one("seeds=2"))).isEmpty();
    assertThat(matched(one("seeds=1"), one("seeds=2", "transformer.learningRate=0.001")))
        .extracting(Change::setting)
        .containsExactly("learningRate");
    assertThat(matched(one(), one())).isEmpty();
  }

  /** A sweep of one cell. */
  private static Sweep one(String... overrides) {
    String file = "name: x\nrecipe: small\nmodels: transformer\ntasks: 4\nhidden: 8\n";
    return SweepFile.parse(file, "x.yaml", List.of(overrides));
  }

  private static List<Change> matched(Sweep first, Sweep second) {
    return SweepDifference.ofMatched(
        first, second, Map.of(first.cells().get(0), second.cells().get(0)));
  }
}
