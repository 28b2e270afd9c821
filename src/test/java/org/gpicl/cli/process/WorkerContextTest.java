package org.gpicl.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.gpicl.tasks.images.DownloadProgress;
import org.gpicl.tasks.images.ImageLibrary;
import org.gpicl.tasks.images.KnownImageSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What a worker sets differently from other processes of the program. */
class WorkerContextTest {
  private static final String POOL = "spring.datasource.hikari.maximum-pool-size";

  @TempDir Path data;

  /** With what the program's own application.properties says, as Boot reads it. */
  private ConfigurableEnvironment environment(Map<String, Object> configured, String url) {
    ConfigurableEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("an operator's", configured));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    GenericApplicationContext context = new GenericApplicationContext();
    context.setEnvironment(environment);
    new WorkerContext(
            Map.of("spring.datasource.url", url),
            new ImageLibrary(null, data, true, KnownImageSet.all(), DownloadProgress.SILENT))
        .initialize(context);
    return environment;
  }

  @Test
  void itKeepsFewConnectionsAndWaitsLong() {
    ConfigurableEnvironment worker = environment(Map.of(), "jdbc:postgresql://db/gpicl");
    assertThat(worker.getProperty(POOL)).isEqualTo("4");
    assertThat(worker.getProperty("gpicl.database.patience")).isEqualTo("10m");
    assertThat(worker.getProperty("spring.datasource.hikari.data-source-properties.socketTimeout"))
        .isEqualTo("60");
  }

  @Test
  void whatIsConfiguredWins() {
    assertThat(environment(Map.of(POOL, "16"), "jdbc:postgresql://db/gpicl").getProperty(POOL))
        .isEqualTo("16");
  }

  @Test
  void aDatabaseThatIsAFileIsRefused() {
    assertThatThrownBy(() -> environment(Map.of(), "jdbc:h2:file:/home/db"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--database");
  }
}
