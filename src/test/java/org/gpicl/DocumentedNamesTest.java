package org.gpicl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Classes that the docs name by their rooms are there. */
class DocumentedNamesTest {
  private static final Set<String> WORDS =
      MapFile.read().rooms().stream().map(MapFile::word).collect(Collectors.toSet());

  private static final Pattern CLASS =
      Pattern.compile("`([a-z]+(?:\\.[a-z0-9]+)*)\\.([A-Z]\\w*[a-z]\\w*)");

  static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("docs"))) {
      return Stream.concat(
          Stream.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")), docs.sorted())
          .filter(page -> page.toString().endsWith(".md"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyClassThatAPageNamesIsThere(Path page) throws IOException {
    Set<String> missing = new TreeSet<>();
    for (Matcher name = CLASS.matcher(Files.readString(page)); name.find(); ) {
      if (WORDS.contains(MapFile.word(name.group(1))) && !exists(name.group(1), name.group(2))) {
        missing.add(name.group(1) + "." + name.group(2));
      }
    }
    assertThat(missing).isEmpty();
  }

  private static boolean exists(String room, String simpleName) {
    return Stream.of("main/java", "test/java", "libtorch/java", "libtorch/test", "bench/java")
        .map(root -> Path.of("src", root, "org", "gpicl"))
        .map(root -> root.resolve(room.replace('.', '/')).resolve(simpleName + ".java"))
        .anyMatch(Files::exists);
  }
}
