package org.gpicl.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeSettingsTest {
  @TempDir Path directory;

  private void write(String settings) throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(directory.resolve("config/application.yml"), settings);
  }

  @Test
  void aDatabaseThatTheHomesFileNamesIsFound() throws IOException {
    write("spring.datasource: {url: 'jdbc:postgresql://db/x', username: me}\n");

    assertThat(HomeSettings.database(new Home(directory)))
        .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://db/x")
        .containsEntry("SPRING_DATASOURCE_USERNAME", "me")
        .doesNotContainKey("SPRING_DATASOURCE_PASSWORD");
  }

  @Test
  void withoutSettingsNoneIsNamed() {
    assertThat(HomeSettings.database(new Home(directory)))
        .doesNotContainKey("SPRING_DATASOURCE_URL");
  }

  @Test
  void aFileThatIsNoYamlIsTheUsersMistake() throws IOException {
    write("spring: [\n");

    assertThatThrownBy(() -> HomeSettings.database(new Home(directory)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("config/application.yml");
  }
}
