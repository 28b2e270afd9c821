package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.yaml.SweepFileException;

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

  @Example
  void theRandomFilesCoverEveryKey() {
    assertThat(RandomSweepFile.VALUES.keySet()).isEqualTo(KeyTable.ALL.keySet());
  }

  @Property(tries = 200)
  void aResolvedFileIsTheSameSweepUnderEveryRecipe(@ForAll long seed) {
    Sweep sweep = SweepFile.parse(RandomSweepFile.text(seed), "random.yaml", List.of());

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
  @Example
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

  @Property(tries = 200)
  void anyCellCanDescribeItsModel(@ForAll long seed) {
    Sweep sweep = SweepFile.parse(RandomSweepFile.text(seed), "random.yaml", List.of());

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

  @Property(tries = 1000)
  void noTextEndsInAnythingButASweepOrItsProblems(@ForAll long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder(RandomSweepFile.text(seed));
    for (int edits = random.nextInt(1, 6); edits > 0; edits--) {
      int at = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), at + random.nextInt(8));
      text.replace(at, to, NASTY.get(random.nextInt(NASTY.size())));
    }
    readsOrRefuses(text.toString(), List.of());
  }

  @Property(tries = 1000)
  void noOverrideEndsInAnythingButASweepOrItsProblems(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> paths = List.copyOf(RandomSweepFile.VALUES.keySet());
    String override =
        paths.get(random.nextInt(paths.size()))
            + (random.nextInt(9) == 0 ? "" : "=")
            + NASTY.get(random.nextInt(NASTY.size()))
            + (random.nextBoolean() ? "" : NASTY.get(random.nextInt(NASTY.size())));
    readsOrRefuses(RandomSweepFile.text(seed), List.of(override));
  }

  @Property(tries = 1000)
  void noRandomTextEndsInAnythingButASweepOrItsProblems(@ForAll String text) {
    readsOrRefuses(text, List.of());
    readsOrRefuses("name: x\nrecipe: " + text, List.of(text));
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
