package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.Timetable;
import org.junit.jupiter.api.Test;

class NarrowedTextTest {
  private static final String HEAD =
      """
      name: x
      recipe: small
      models: [mlp, transformer]
      tasks: [16, 64]
      hidden: [32, 64]
      seeds: [0, 1]
      schedule: {cron: "0 0 2 * * ?"}
      """;

  private static Sweep sweep(String more) {
    return SweepFile.parse(HEAD + more, "x.yaml", List.of());
  }

  private static Cell cell(Sweep sweep, String key) {
    return sweep.cells().stream().filter(c -> c.key().equals(key)).findFirst().orElseThrow();
  }

  private static Set<String> hashes(Sweep sweep) {
    return sweep.cells().stream().map(Cell::hash).collect(Collectors.toSet());
  }

  private static Sweep narrowed(Sweep sweep, String... keys) {
    List<Cell> places = List.of(keys).stream().map(key -> cell(sweep, key)).toList();
    return SweepFile.parse(NarrowedText.of(sweep, "x-best", places), "best.yaml", List.of());
  }

  private static void assertHasTheseWithAllSeeds(Sweep narrowed, Sweep sweep, String... keys) {
    Set<String> expected =
        List.of(keys).stream()
            .flatMap(key -> List.of(key, key.replaceFirst("-s0$", "-s1")).stream())
            .map(key -> cell(sweep, key).hash())
            .collect(Collectors.toSet());
    assertThat(hashes(narrowed)).isEqualTo(expected);
  }

  @Test
  void oneWinnerIsAFileOfScalars() {
    Sweep sweep = sweep("transformer: {learningRate: [1e-3, 3e-3], layers: [1, 2]}");
    String winner = "transformer-n64-h32-lr0.003-l2-s0";
    Sweep best = narrowed(sweep, winner);
    assertHasTheseWithAllSeeds(best, sweep, winner);
    assertThat(best.name()).isEqualTo("x-best");
    assertThat(best.swept()).isEmpty();
    assertThat(best.timetable()).isInstanceOf(Timetable.Never.class);
  }

  @Test
  void severalWinnersAreTogetherAndShareWhatIsTheSame() {
    Sweep sweep = sweep("transformer: {learningRate: [1e-3, 3e-3], layers: [1, 2]}");
    String[] winners = {
      "transformer-n64-h32-lr0.003-l2-s0",
      "transformer-n64-h64-lr0.001-l2-s0",
      "transformer-n16-h64-lr0.001-l2-s0"
    };
    Sweep best = narrowed(sweep, winners);
    assertHasTheseWithAllSeeds(best, sweep, winners);
    assertThat(best.resolved())
        .contains("transformer.learningRate: [0.003, 0.001, 0.001]")
        .contains("layers: 2");
  }

  @Test
  void aSweepOfTheFourAxesCanBeNarrowed() {
    Sweep sweep = sweep("");
    assertHasTheseWithAllSeeds(
        narrowed(sweep, "mlp-n16-h32-s0", "mlp-n64-h64-s0"),
        sweep,
        "mlp-n16-h32-s0",
        "mlp-n64-h64-s0");
  }

  @Test
  void valuesThatBelongTogetherFollowOrAreDrawnAreWrittenAsTheyAre() {
    for (String more :
        List.of(
            "together: {transformer.learningRate: [4e-3, 2e-3], transformer.layers: [1, 2]}",
            "transformer: {learningRate: 0.064/hidden, layers: [1, 2]}",
            "transformer: {positions: [[learned], [learned, alibi]]}\nbatch: [32, 64]",
            "sample: {count: 4, seed: 0}\ntransformer: {learningRate: log(1e-4..1e-2)}",
            "images: {set: [mnist, fashion-mnist]}")) {
      Sweep sweep = sweep(more);
      List<String> keys =
          sweep.cells().stream()
              .filter(cell -> cell.kind().key().equals("transformer") && cell.seed() == 0)
              .map(Cell::key)
              .toList();
      String[] winners = {keys.get(1), keys.get(keys.size() - 1)};
      assertHasTheseWithAllSeeds(narrowed(sweep, winners), sweep, winners);
      assertHasTheseWithAllSeeds(narrowed(sweep, winners[0]), sweep, winners[0]);
    }
  }
}
