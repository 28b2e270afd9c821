package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.gpicl.ConfigurationFile;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/** config/application.yml has every setting, and their true defaults. */
class ConfigurationFileTest {
  private static final Path SOURCES = Path.of("src", "main");

  /** Known under the other names, gpicl.serve.*; and where files lie cannot stand in one. */
  private static final Set<String> ELSEWHERE =
      Set.of("server.port", "server.address", "spring.config.additional-location");

  @TempDir Path directory;

  private static Set<String> inSources(String... patterns) throws IOException {
    Set<String> found = new TreeSet<>();
    try (Stream<Path> files = Stream.concat(Files.walk(SOURCES), Stream.of(Path.of("gpicl")))) {
      for (Path file : files.filter(ConfigurationFileTest::isText).toList()) {
        String text = Files.readString(file);
        for (String pattern : patterns) {
          Pattern.compile(pattern).matcher(text).results().forEach(hit -> found.add(hit.group(1)));
        }
      }
    }
    return found;
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file)
        && (name.endsWith(".java") || name.startsWith("logback") || name.equals("gpicl"));
  }

  @Test
  void ourSettingsAreReadFromTheirRecordsAlone() throws IOException {
    Set<String> read =
        inSources(
            "\\$\\{(gpicl\\.[\\w.-]+)[:}]",
            "(?<!System\\.)get(?:Required)?Property\\(\\s*\"(gpicl\\.[\\w.-]+)\"");
    assertThat(read).isEmpty();
  }

  /** The defaults that the program brings for Spring Boot's settings. */
  private static Properties shipped() throws IOException {
    return PropertiesLoaderUtils.loadProperties(new ClassPathResource("application.properties"));
  }

  @Test
  void everythingThatTheProgramSetsOrLogbackAsksForIsInTheFile() throws IOException {
    Set<String> set =
        inSources("defaults\\.put\\(\\s*\"([\\w.-]+)\"", "<springProperty .*source=\"([\\w.-]+)\"");
    set.addAll(shipped().stringPropertyNames());
    set.removeAll(ELSEWHERE);

    assertThat(set).contains("spring.datasource.url", "server.shutdown", "logging.file.path");
    assertThat(ConfigurationFile.settings().keySet()).containsAll(set);
  }

  @Test
  void everyValueInTheFileIsTheDefault() throws IOException {
    Home home = new Home(directory.resolve("home"));
    try (ConfigurableApplicationContext context = Application.open(home)) {
      Environment environment = context.getEnvironment();
      Map<String, String> settings = ConfigurationFile.settings();
      // The defaults of our own are in the records that they are bound to: OwnSettingsTest.
      settings.keySet().removeIf(name -> name.startsWith("gpicl."));
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        String value = environment.getProperty(setting.getKey());
        if (!setting.getValue().isEmpty()) {
          assertThat(value).as(setting.getKey()).isEqualTo(setting.getValue());
        } else if (value != null && !value.isEmpty()) {
          assertThat(value).as(setting.getKey()).contains(home.root().toString());
        }
      }
    }
  }

  @Test
  void asItStandsTheFileSetsNothing() throws IOException {
    assertThat(ConfigurationFile.flat(Files.readString(ConfigurationFile.FILE))).isEmpty();
  }

  @Test
  void theExampleHasOnlySettingsThatAreExplained() throws IOException {
    Path example = ConfigurationFile.FILE.resolveSibling("application-production.yml");
    Map<String, String> settings = ConfigurationFile.flat(Files.readString(example));

    assertThat(settings).isNotEmpty().doesNotContainKey("spring.datasource.password");
    assertThat(ConfigurationFile.settings().keySet()).containsAll(settings.keySet());
  }

  @Test
  void theHomesFileIsRead() throws IOException {
    Home home = new Home(directory.resolve("home"));
    Path file = Files.createDirectories(home.root().resolve("config")).resolve("application.yml");
    Files.writeString(file, "gpicl.database.patience: 7m\n");
    try (ConfigurableApplicationContext context = Application.open(home)) {
      assertThat(context.getEnvironment().getProperty("gpicl.database.patience")).isEqualTo("7m");
    }
  }

  @Test
  void everythingThatIsReadFromTheEnvironmentAloneIsNamed() throws IOException {
    Set<String> read = inSources("getenv\\(\"(GPICL_\\w+)\"\\)", "\\$\\{(GPICL_\\w+)");
    String text = Files.readString(ConfigurationFile.FILE);

    assertThat(read).contains("GPICL_HOME", "GPICL_JAVA_OPTS").allMatch(text::contains);
  }
}
