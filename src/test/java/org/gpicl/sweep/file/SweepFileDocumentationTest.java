package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;
import org.junit.jupiter.api.Test;

class SweepFileDocumentationTest {
  private static final Path DOCUMENT = Path.of("docs/sweep-file.md");

  @Test
  void everyKeyIsDocumentedWithWhatItTakesAndItsDefaults() throws IOException {
    List<String> lines = rows();
    List<String> rows =
        KeyTable.ALL.values().stream().map(key -> withoutAlignment(row(key))).toList();

    assertThat(lines).containsAll(rows);
  }

  @Test
  void noOtherKeyIsDocumented() throws IOException {
    List<String> documented =
        rows().stream().filter(line -> line.matches("\\| `[a-zA-Z0-9.-]+` \\|.*")).toList();

    assertThat(documented).hasSameSizeAs(KeyTable.ALL.values());
  }

  @Test
  void theExampleAtItsHeadIsAValidFile() throws IOException {
    String text = Files.readString(DOCUMENT);
    String example = text.substring(text.indexOf("```yaml") + 7);

    Sweep sweep =
        SweepFile.parse(example.substring(0, example.indexOf("```")), "the example", List.of());

    assertThat(sweep.cells()).hasSize(2 * 8 * 3);
  }

  /** The document's lines, without the blanks that align its columns. */
  private static List<String> rows() throws IOException {
    return Files.readAllLines(DOCUMENT).stream()
        .map(SweepFileDocumentationTest::withoutAlignment)
        .toList();
  }

  private static String withoutAlignment(String line) {
    return line.replaceAll(" +", " ");
  }

  /** A row of the document's tables. */
  static String row(Key<?> key) {
    String defaults =
        Stream.of(Recipe.values())
            .map(recipe -> key.defaultTexts().get(recipe))
            .map(text -> text == null ? "" : "`" + text + "`")
            .collect(Collectors.joining(" | "));
    return "| `%s` | %s | %s | %s |"
        .formatted(key.path(), key.type().takes(), defaults, key.meaning());
  }
}
