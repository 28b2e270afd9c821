package org.gpicl.sweep.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class YamlReaderTest {
  @TempDir Path folder;

  private static String refusal(String text) {
    return catchThrowableOfType(
            SweepFileException.class, () -> SweepFile.parse(text, "x.yaml", List.of()))
        .getMessage();
  }

  @Test
  void aSyntaxErrorIsNamedWithItsLine() {
    assertThat(refusal("name: x\nrecipe: small\ntasks: [1, 2\nhidden: 4"))
        .startsWith("x.yaml:4: not valid YAML: ");
    assertThat(refusal("name: x\n\trecipe: small")).startsWith("x.yaml:2: not valid YAML: ");
    assertThat(refusal("name: x\u0007"))
        .isEqualTo("x.yaml:1: not valid YAML: it holds the character U+0007");
  }

  @Test
  void whatPeopleGetWrongIsNamedInTheirTerms() {
    assertThat(refusal("name: x\nmlp:\n\tsteps: 20"))
        .isEqualTo("x.yaml:3: not valid YAML: this line begins with a tab; indent it with spaces");
    assertThat(refusal("name: x\ntasks:\u00a0[1]\nhidden: 2"))
        .isEqualTo(
            "x.yaml:2: not valid YAML: this line holds a no-break space in column 7; put a plain"
                + " space there");
    assertThat(refusal("name: x\nschedule: {cron: \u201c0 0 2 * * ?\u201d}\ntasks: [1"))
        .startsWith(
            "x.yaml:2: not valid YAML: this line holds the curly quote \u201c in column 18");
    assertThat(refusal("recipe: small\nname: \u201cx\u201d"))
        .contains("x.yaml:2: \u201cx\u201d begins with a curly quote, which is no quote in YAML");
    assertThat(refusal("schedule:\n  cron: */30 0 2 * * ? # often"))
        .isEqualTo(
            "x.yaml:2: not valid YAML: a value that begins with * must be in quotes:"
                + " \"*/30 0 2 * * ?\"");
    assertThat(refusal("schedule:\n  cron: @daily"))
        .isEqualTo(
            "x.yaml:2: not valid YAML: a value that begins with @ must be in quotes: \"@daily\"");
    assertThat(refusal("mlp:\n  steps: 20\n   epochs: 2"))
        .startsWith("x.yaml:3: not valid YAML: the lines before this one do not fit together");
  }

  @Test
  void aKeyThatAppearsTwiceIsRefused() {
    assertThat(refusal("name: x\nrecipe: small\ntasks: 1\ntasks: 2"))
        .isEqualTo("x.yaml:4: tasks: appears here a second time; keep only one of them");
  }

  @Test
  void aliasesAreRefusedSoThatNoneCanMultiply() {
    StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
    for (char c = 'b'; c <= 'k'; c++) {
      bomb.append(c).append(": &").append(c).append(" [");
      bomb.append(("*" + (char) (c - 1) + ", ").repeat(9)).append("x]\n");
    }

    assertThat(refusal(bomb.toString()))
        .isEqualTo(
            "x.yaml:1: anchors (&) and aliases (*) are not allowed; write the value out,"
                + " or put it in quotes");
  }

  @Test
  void tagsAreRefusedSoThatNoneNamesAClass() {
    assertThat(refusal("name: !!javax.script.ScriptEngineManager [x]"))
        .isEqualTo(
            "x.yaml:1: the tag tag:yaml.org,2002:javax.script.ScriptEngineManager is not allowed;"
                + " remove it");
  }

  /** SnakeYAML lets a NumberFormatException out of these. */
  @Test
  void anEscapeWithoutACharactersNumberIsRefused() {
    for (String escape : List.of("\\UFFFFFFFF\"", "\\U80000000\"", "\\U", "\\u", "\\x")) {
      assertThat(refusal("name: x\nrecipe: \"" + escape))
          .as(escape)
          .isEqualTo(
              "x.yaml:2: not valid YAML: quoted text after this point has a \\x, \\u or \\U without a"
                  + " character's number");
    }
  }

  @Test
  void aMessageDoesNotQuoteAWholeText() {
    assertThat(refusal("name: !" + "a".repeat(100_000) + "!x y"))
        .startsWith("x.yaml:1: not valid YAML: found undefined tag handle !aaa")
        .endsWith("aaa...")
        .hasSizeLessThan(300);
  }

  @Test
  void deepNestingIsRefused() {
    assertThat(refusal("name: " + "[".repeat(100_000)))
        .isEqualTo("x.yaml:1: nested more than 8 levels deep; a sweep file needs 3");
    assertThat(refusal("{a: ".repeat(50_000)))
        .isEqualTo("x.yaml:1: nested more than 8 levels deep; a sweep file needs 3");
  }

  @Test
  void aSecondDocumentAndLongTextsAreRefused() {
    assertThat(refusal("name: x\n---\nname: y"))
        .isEqualTo("x.yaml:2: a second document begins here; a sweep file holds one");
    assertThat(refusal("#".repeat(2_000_001)))
        .isEqualTo(
            "x.yaml:1: 2,000,001 characters are too many for a sweep file; at most 2,000,000");
  }

  /** Each would take minutes if anything grew faster than the text. */
  static List<String> longTexts() {
    String keys =
        IntStream.range(0, 37_000).mapToObj(k -> "k" + k + ": 1\n").collect(Collectors.joining());
    String head = "name: x\nrecipe: small\n";
    return List.of(
        keys,
        head + "tasks: [" + "0, ".repeat(150_000) + "1]",
        head + "tasks: [" + "1, ".repeat(150_000) + "1]",
        head + "tasks: " + "9".repeat(400_000),
        head + "tasks: 1.." + ".".repeat(400_000),
        head + "diskBudget: " + "1_".repeat(225_000) + " GB",
        head + "mlp: {warmup: 1" + " ".repeat(400_000) + "step s}",
        head + "matrixScale: " + "1/".repeat(225_000),
        head + "models: " + "mlpmlp".repeat(75_000),
        "? ".repeat(225_000),
        "- ".repeat(225_000),
        "name: \"" + "x".repeat(400_000),
        "!".repeat(400_000),
        " ".repeat(400_000) + "x",
        "name: [" + "{},".repeat(150_000) + "]");
  }

  @ParameterizedTest
  @MethodSource("longTexts")
  void longHostileTextsAreRefusedWithAFewProblems(String text) {
    assertThat(refusal(text).lines().count()).isBetween(1L, 100L);
  }

  @Tag("full")
  @Test
  void theLargestSweepResolvesToAFileThatReadsBack() {
    Sweep sweep =
        SweepFile.parse(
            "name: x\nrecipe: small\nmodels: mlp\ntasks: 1\nseeds: 2147383648..2147483647",
            "x.yaml",
            List.of());

    assertThat(sweep.cells()).hasSize(100_000);
    assertThat(SweepFile.parse(sweep.resolved(), "r.yaml", List.of()).cells())
        .isEqualTo(sweep.cells());
  }

  @Test
  void whatIsNoMapIsRefused() {
    assertThat(refusal("just words"))
        .isEqualTo("x.yaml:1: just words is not a sweep file, which starts like name: example");
    assertThat(refusal("- name: x"))
        .isEqualTo("x.yaml:1: a list is not a sweep file, which starts like name: example");
    assertThat(refusal("? [a]\n: 1"))
        .startsWith("x.yaml:1: a key must be a word, not a list or a map");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey() {
    assertThat(SweepFile.parse("\uFEFFname: x\nrecipe: small", "x", List.of()).name())
        .isEqualTo("x");
  }

  /** What has no size, as devices and pipes, need not end. */
  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aFileWithoutEndIsRefused() {
    assertThat(refusal(Path.of("/dev/zero")))
        .isEqualTo("/dev/zero: more than 8,000,000 bytes are too many for a sweep file");
  }

  @Test
  void aMissingFolderOrUndecodableFileIsNamed() throws IOException {
    Path latin =
        Files.write(folder.resolve("l.yaml"), "name: x\n# é".getBytes(StandardCharsets.ISO_8859_1));
    Path utf16 =
        Files.write(folder.resolve("u.yaml"), "\uFEFFname: x".getBytes(StandardCharsets.UTF_16LE));

    assertThat(refusal(folder.resolve("none.yaml"))).endsWith("none.yaml: there is no such file");
    assertThat(refusal(folder)).endsWith(": a folder, not a file");
    assertThat(refusal(latin))
        .endsWith("l.yaml:2: the byte E9 in column 3 is not UTF-8 text; save the file as UTF-8");
    assertThat(refusal(utf16)).endsWith("u.yaml: UTF-16 text; save it as UTF-8");
  }

  private static String refusal(Path file) {
    return catchThrowableOfType(SweepFileException.class, () -> SweepFile.read(file, List.of()))
        .getMessage();
  }

  @Test
  void eightLevelsOfNestingAreReadAndNoMore() {
    Problems problems = new Problems();
    Location start = Location.override("x");

    assertThat(YamlReader.read("[".repeat(8) + "x" + "]".repeat(8), start, problems)).isPresent();
    assertThat(YamlReader.read("[".repeat(9) + "x" + "]".repeat(9), start, problems)).isEmpty();
  }

  @Test
  void tagsAreRefusedOnWordsListsAndMapsAlike() {
    for (String tagged : List.of("name: !!str x", "tasks: !!seq [1]", "mlp: !!map {steps: 2}")) {
      assertThat(refusal(tagged)).as(tagged).contains(" is not allowed; remove it");
    }
  }

  @Test
  void aValueIsShownInAMessageUpToSixtyCharacters() {
    assertThat(YamlValue.shown("v".repeat(60))).isEqualTo("v".repeat(60));
    assertThat(YamlValue.shown("v".repeat(61))).isEqualTo("v".repeat(60) + "...");
  }

  @Test
  void aFileOfTheMostBytesIsRead() throws IOException {
    Path file = Files.writeString(folder.resolve("l.yaml"), "#".repeat(8_000_000));

    assertThat(refusal(file)).contains("8,000,000 characters are too many");
  }
}
