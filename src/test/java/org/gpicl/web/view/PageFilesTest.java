package org.gpicl.web.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files that the live page consists of. */
class PageFilesTest {
  private static final Path STATIC = Path.of("src/main/resources/static");

  /** Else a browser would learn of each module when it has read the one that imports it. */
  @Test
  void everyModuleIsAskedForFromTheBeginning() throws IOException {
    assertThat(all("index.html", "<link rel=\"modulepreload\" href=\"js/([^\"]+)\">"))
        .isEqualTo(importedFrom("main.js"));
  }

  private static Set<String> importedFrom(String first) throws IOException {
    Set<String> found = new TreeSet<>();
    List<String> next = List.of(first);
    while (!next.isEmpty()) {
      Set<String> imported = new TreeSet<>();
      for (String module : next) {
        imported.addAll(all("js/" + module, "from '\\./([^']+)'"));
      }
      next = imported.stream().filter(found::add).toList();
    }
    return found;
  }

  private static Set<String> all(String file, String pattern) throws IOException {
    Stream<String> found =
        Pattern.compile(pattern)
            .matcher(Files.readString(STATIC.resolve(file)))
            .results()
            .map(match -> match.group(1));
    return found.collect(TreeSet::new, Set::add, Set::addAll);
  }
}
