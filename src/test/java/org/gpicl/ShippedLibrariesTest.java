package org.gpicl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Of the list that the profile {@code full} makes of the program's libraries. */
@Tag("full")
class ShippedLibrariesTest {
  /** As the libraries themselves name them; where one offers several, any of them will do. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache 2.0",
          "Apache License 2.0",
          "Apache License V2.0",
          "Apache License, Version 2.0",
          "Apache-2.0",
          "The Apache License, Version 2.0",
          "The Apache Software License, Version 2.0",
          "The Apache Software License, version 2.0",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "The BSD License",
          "EDL 1.0",
          "Eclipse Distribution License - v 1.0",
          "EPL 2.0",
          "EPL-2.0",
          "GNU Lesser General Public Licence",
          "MIT",
          "MIT-0",
          "The MIT License",
          "MPL 2.0");

  /** Such as {@code (MPL 2.0) (EPL 1.0) H2 Database Engine (com.h2database:h2:2.4.240 - ...)}. */
  private static final Pattern LIBRARY =
      Pattern.compile(
          " +((?:\\((?:[^()]|\\([^()]*\\))*\\) )+).*\\(([^:() ]+):([^:() ]+):\\S+ - .*\\)");

  private static final Pattern LICENCE = Pattern.compile("\\(((?:[^()]|\\([^()]*\\))*)\\)");
  private static final Pattern NOTICE = Pattern.compile("(?m)^  (\\S+) {2,}\\S.*$");

  private record Library(List<String> licences, String group, String artifact) {
    static Library of(String line) {
      Matcher parts = LIBRARY.matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      return new Library(
          LICENCE.matcher(parts.group(1)).results().map(one -> one.group(1)).toList(),
          parts.group(2),
          parts.group(3));
    }

    boolean belongsTo(String listed) {
      return (group + ".").startsWith(listed + ".");
    }
  }

  private final List<Library> libraries =
      read("target/generated-sources/license/THIRD-PARTY.txt")
          .lines()
          .filter(line -> line.startsWith(" "))
          .map(Library::of)
          .toList();

  private final List<String> listed =
      NOTICE.matcher(read("NOTICE")).results().map(line -> line.group(1)).toList();

  @Test
  void everyLibraryHasALicenceThatIsAllowed() {
    assertThat(libraries)
        .isNotEmpty()
        .filteredOn(library -> Collections.disjoint(library.licences(), ALLOWED))
        .as("libraries with none of the licences that are allowed")
        .isEmpty();
  }

  @Test
  void noticeListsThemAllAndNoOthers() {
    assertThat(libraries)
        .filteredOn(library -> listed.stream().noneMatch(library::belongsTo))
        .as("libraries that NOTICE does not list")
        .isEmpty();
    assertThat(listed)
        .filteredOn(group -> libraries.stream().noneMatch(library -> library.belongsTo(group)))
        .as("groups in NOTICE of which nothing ships")
        .isEmpty();
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is missing: build with -Pfull", e);
    }
  }
}
