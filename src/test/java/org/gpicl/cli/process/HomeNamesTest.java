package org.gpicl.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.machine.threads.StopSignal;
import org.gpicl.store.backup.Backups;
import org.gpicl.store.backup.DatabaseBackup;
import org.gpicl.store.backup.DatabaseContents;
import org.gpicl.store.database.H2File;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** A home may have any name that the file system takes. */
@Isolated("one log for all contexts of a JVM")
class HomeNamesTest {
  @TempDir Path directory;

  static Stream<String> names() {
    return Stream.of(
        "runs, old/old (copy/copy)/[new",
        "a;b/100%/a%20b/%d{yyyy}/%i",
        "{x}/${x}/${user.home}/#{x}/x:-y",
        "*/a?b/a#b/~/file:x",
        "a'b/a\"b/a+b/a&b=c/ space ",
        "größe-数/two\nlines/optional:nio:x");
  }

  @ParameterizedTest
  @MethodSource("names")
  void andIsReadAndWrittenThere(String name) throws Exception {
    Home home = new Home(directory.resolve(name));
    home.create();
    Path settings = Files.createDirectories(home.root().resolve("config"));
    Files.writeString(settings.resolve("application.yml"), "gpicl: {webhook: {tries: 7}}\n");
    try (ConfigurableApplicationContext context = Application.open(home)) {
      assertThat(context.getEnvironment().getProperty("gpicl.webhook.tries")).isEqualTo("7");
      LoggerFactory.getLogger(getClass()).error("something about {}", name);
    }
    assertThat(H2File.of(home.database()).path()).isRegularFile();
    assertThat(Files.readString(home.logs().resolve("gpicl.log"))).contains("something about");
    new DatabaseBackup(home, Clock.systemUTC(), System.err).beforeARun(new StopSignal());
    H2File backup = new Backups(home).newestWhole().orElseThrow().file();
    assertThat(DatabaseContents.brief(backup).done()).isEmpty();
    assertThat(names(directory)).containsExactly(name.substring(0, name.indexOf('/')));
    assertThat(names(home.root()))
        .containsOnly("backups", "config", "data", "db", "logs", "shards", "sweeps");
    assertThat(names(home.logs())).containsOnly("gpicl.log");
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
