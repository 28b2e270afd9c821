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

  @Test
  void aSweepDoesNotDifferFromItself() {
    assertThat(difference().none()).isTrue();
    assertThat(difference("workers=1", "checkpoint.every=1s", "engine=nd4j").none()).isTrue();
    assertThat(difference().lines()).isEmpty();
  }

  @Test
  void aChangedSettingNamesTheCellsThatItChanges() {
    SweepDifference difference = difference("transformer.learningRate=0.003");

    assertThat(difference.lines())
        .containsExactly("learningRate: 0.002 -> 0.003 changes 20 of 40 cells");
    assertThat(difference.changed())
        .hasSize(20)
        .allMatch(key -> key.startsWith("transformer-"))
        .startsWith("transformer-n1-h8-s0", "transformer-n1-h8-s1");
    assertThat(difference.none()).isFalse();
  }

  @Test
  void oneSettingThatChangesInTwoWaysMakesTwoLines() {
    assertThat(difference("batch=32").lines())
        .contains(
            "batch: 128 -> 32 changes 20 of 40 cells", "batch: 64 -> 32 changes 20 of 40 cells");
  }

  @Test
  void settingsThatOneSideLacksAreNone() {
    assertThat(difference("mlp.optimiser=adam").lines())
        .containsExactly(
            "optimiser: sgd -> adam changes 20 of 40 cells",
            "beta1: none -> 0.9 changes 20 of 40 cells",
            "beta2: none -> 0.999 changes 20 of 40 cells",
            "epsilon: none -> 1.0E-8 changes 20 of 40 cells",
            "weightDecay: none -> 0.0 changes 20 of 40 cells");
  }

  @Test
  void longerAxesOnlyAddCells() {
    SweepDifference difference = difference("tasks=1,4,16", "seeds=0..3");

    assertThat(difference.changes()).isEmpty();
    assertThat(difference.added()).hasSize(16).allMatch(key -> key.contains("-n16-"));
    assertThat(difference.removed()).hasSize(8).allMatch(key -> key.endsWith("-s4"));
    assertThat(difference.lines())
        .containsExactly(
            "16 cells added: mlp-n16-h8-s0, mlp-n16-h8-s1, mlp-n16-h8-s2, ...",
            "8 cells removed: mlp-n1-h8-s4, mlp-n1-h16-s4, mlp-n4-h8-s4, ...");
  }

  @Test
  void evaluationsChangeApartFromTrainings() {
    SweepDifference added = difference("evaluate.images=kmnist");
    SweepDifference more = difference("evaluate.unseenTasks=256", "models=transformer");

    assertThat(added.changed()).isEmpty();
    assertThat(added.evaluationChanges())
        .extracting(Change::setting, Change::from, Change::to)
        .containsExactly(tuple("evaluation", "none", "unseen:kmnist"));
    assertThat(added.evaluationChanges().get(0).keys()).hasSize(40);
    assertThat(more.lines())
        .containsExactly(
            "unseen.tasks: 128 -> 256 changes 20 of 40 cells",
            "unseen.items: 128 -> 256 changes 20 of 40 cells",
            "20 cells removed: mlp-n1-h8-s0, mlp-n1-h8-s1, mlp-n1-h8-s2, ...");
  }

  @Test
  void threeCellsAreNamedAndOfMoreTheFirstThree() {
    assertThat(difference("models=mlp", "tasks=1", "hidden=8,16,32", "seeds=0..2").lines())
        .contains("3 cells added: mlp-n1-h32-s0, mlp-n1-h32-s1, mlp-n1-h32-s2");
    assertThat(difference("models=mlp", "tasks=1", "hidden=8,16,32", "seeds=0..3").lines())
        .contains("4 cells added: mlp-n1-h32-s0, mlp-n1-h32-s1, mlp-n1-h32-s2, ...");
    assertThat(difference("models=mlp", "tasks=1", "hidden=8,32", "seeds=0").lines())
        .contains("1 cell added: mlp-n1-h32-s0");
  }

  @Test
  void anEvaluationThatIsNoLongerMadeIsNamed() {
    SweepDifference difference = SweepDifference.between(sweep("evaluate.images=kmnist"), sweep());

    assertThat(difference.none()).isFalse();
    assertThat(difference.lines())
        .containsExactly("evaluation: unseen:kmnist -> none changes 40 of 40 cells");
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
