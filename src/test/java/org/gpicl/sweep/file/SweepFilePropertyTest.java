package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.gpicl.fuzz.Cases;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.yaml.SweepFileException;
import org.junit.jupiter.api.Test;

class SweepFilePropertyTest {
  private static final List<String> NASTY =
      List.of(
          "[",
          "]",
          "{",
          "}",
          "&a ",
          "*a",
          "!!int ",
          "? ",
          "- ",
          ": ",
          ":",
          "#",
          "|",
          ">",
          "'",
          "\"",
          "\t",
          "\n",
          "\n\n---\n",
          "...",
          "%",
          "@",
          "`",
          "<<: ",
          "~",
          "null",
          "2^99",
          "2^-1",
          "1e999",
          "9999999999999999999",
          "-1",
          "0",
          "1/0",
          "0/0",
          "..",
          "1..2..3",
          " step ",
          "NaN",
          ".inf",
          "\u0000",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\uD83D",
          "é",
          "a".repeat(2000),
          "idx:\u0001",
          "idx:",
          "0x10",
          "010",
          "1_",
          "none",
          "fresh",
          "log2",
          "cosine ",
          " epochs",
          "B",
          "GB");

  @Test
  void theRandomFilesCoverEveryKey() {
    assertThat(RandomSweepFile.VALUES.keySet()).isEqualTo(KeyTable.ALL.keySet());
  }

  private static String text(Random random) {
    return RandomSweepFile.text(random.nextLong());
  }

  @Test
  void aResolvedFileIsTheSameSweepUnderEveryRecipe() {
    Cases.of(1, 25)
        .each(
            SweepFilePropertyTest::text,
            SweepFilePropertyTest::aResolvedFileIsTheSameSweepUnderEveryRecipe);
  }

  private static void aResolvedFileIsTheSameSweepUnderEveryRecipe(String text) {
    Sweep sweep = SweepFile.parse(text, "random.yaml", List.of());

    assertThat(SweepFile.parse(sweep.resolved(), "resolved.yaml", List.of())).isEqualTo(sweep);
    for (Recipe recipe : Recipe.values()) {
      String other = sweep.resolved().replaceFirst("(?m)^recipe: .*$", "recipe: " + recipe.key());
      Sweep parsed = SweepFile.parse(other, "resolved.yaml", List.of());
      assertThat(parsed.cells()).isEqualTo(sweep.cells());
      assertThat(parsed.evaluations()).isEqualTo(sweep.evaluations());
      assertThat(parsed.hash()).isEqualTo(sweep.hash());
      assertThat(parsed.checkpoint()).isEqualTo(sweep.checkpoint());
      assertThat(parsed.execution()).isEqualTo(sweep.execution());
      assertThat(parsed.outputSuffix()).isEqualTo(sweep.outputSuffix());
    }
  }

  /** A sweep is resumed from its resolved file, which must say the same folder. */
  @Test
  void foldersWithOddCharactersReadBackFromAResolvedFile() {
    for (String odd :
        List.of(
            "\\uFFFF",
            "\\uFFFE",
            "\\u2028b",
            "\\u2029 b",
            "\\uFEFF",
            "a/ /",
            " a ",
            "\\U0001F600")) {
      Sweep sweep =
          SweepFile.parse(
              "name: x\nrecipe: small\nimages: \"idx:/" + odd + "\"", "odd.yaml", List.of());

      assertThat(SweepFile.parse(sweep.resolved(), "resolved.yaml", List.of()))
          .as(odd)
          .isEqualTo(sweep);
    }
  }

  @Test
  void anyCellCanDescribeItsModel() {
    Cases.of(2, 50)
        .each(SweepFilePropertyTest::text, SweepFilePropertyTest::anyCellCanDescribeItsModel);
  }

  private static void anyCellCanDescribeItsModel(String text) {
    Sweep sweep = SweepFile.parse(text, "random.yaml", List.of());

    assertThat(sweep.cells())
        .allSatisfy(
            cell -> {
              assertThat(cell.model().parameterCount()).isPositive();
              assertThat(cell.trainingFlops()).isPositive().isFinite();
              assertThat(sweep.evaluations(cell)).isNotEmpty();
            });
    assertThat(sweep.cells()).extracting(Cell::key).doesNotHaveDuplicates();
    assertThat(sweep.cells()).extracting(Cell::hash).doesNotHaveDuplicates();
  }

  @Test
  void noTextEndsInAnythingButASweepOrItsProblems() {
    Cases.of(3, 250).each(SweepFilePropertyTest::edited, text -> readsOrRefuses(text, List.of()));
  }

  private static String edited(Random random) {
    StringBuilder text = new StringBuilder(text(random));
    for (int edits = random.nextInt(1, 6); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(8));
      text.replace(at, to, NASTY.get(random.nextInt(NASTY.size())));
    }
    return text.toString();
  }

  @Test
  void noOverrideEndsInAnythingButASweepOrItsProblems() {
    Cases.of(4, 250).each(random -> readsOrRefuses(text(random), List.of(override(random))));
  }

  private static String override(Random random) {
    List<String> paths = List.copyOf(RandomSweepFile.VALUES.keySet());
    return paths.get(random.nextInt(paths.size()))
        + (random.nextInt(9) == 0 ? "" : "=")
        + NASTY.get(random.nextInt(NASTY.size()))
        + (random.nextBoolean() ? "" : NASTY.get(random.nextInt(NASTY.size())));
  }

  @Test
  void noRandomTextEndsInAnythingButASweepOrItsProblems() {
    Cases.of(5, 250)
        .each(
            SweepFilePropertyTest::anything,
            text -> {
              readsOrRefuses(text, List.of());
              readsOrRefuses("name: x\nrecipe: " + text, List.of(text));
            });
  }

  /** Any characters, halves of pairs among them, and none. */
  private static String anything(Random random) {
    int most = random.nextBoolean() ? 0x80 : 0x10000;
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(200); length > 0; length--) {
      text.append((char) random.nextInt(most));
    }
    return text.toString();
  }

  private static void readsOrRefuses(String text, List<String> overrides) {
    try {
      assertThat(SweepFile.parse(text, "x.yaml", overrides).cells()).isNotEmpty();
    } catch (SweepFileException refused) {
      assertThat(refused.problems()).isNotEmpty();
      assertThat(refused.getMessage()).doesNotContain("Exception").doesNotContain("\u0000");
    }
  }
}
