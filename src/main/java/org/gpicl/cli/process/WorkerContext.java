package org.gpicl.cli.process;

import java.util.Map;
import org.gpicl.store.database.H2File;
import org.gpicl.store.database.Migrations;
import org.gpicl.tasks.images.ImageLibrary;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * A worker's own in a Spring context: a database on a server, which it takes as it is.
 *
 * @param settings that win over configuration files
 */
public record WorkerContext(Map<String, Object> settings, ImageLibrary images)
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /**
   * There may be hundreds of workers: each keeps few connections, and one that listens. If the
   * database is gone, others cannot go on either, and it would only have to be started again.
   */
  private static final Map<String, Object> DEFAULTS =
      Map.of(
          "spring.datasource.hikari.maximum-pool-size", 4,
          "spring.datasource.hikari.minimum-idle", 1,
          "spring.datasource.hikari.data-source-properties.socketTimeout", 60,
          "gpicl.database.patience", "10m");

  /** The settings that every process of this program has; what an operator configures wins. */
  private static String ofTheProgram(MutablePropertySources sources) {
    return sources.stream()
        .map(PropertySource::getName)
        .filter(name -> name.contains("class path resource [application.properties]"))
        .findFirst()
        .orElseThrow();
  }

  /**
   * @throws UsageException if the database would be a file of this home
   */
  @Override
  public void initialize(ConfigurableApplicationContext context) {
    MutablePropertySources sources = context.getEnvironment().getPropertySources();
    sources.addFirst(new MapPropertySource("the command line", settings));
    sources.addBefore(ofTheProgram(sources), new MapPropertySource("a worker's own", DEFAULTS));
    if (H2File.isUrl(context.getEnvironment().getRequiredProperty("spring.datasource.url"))) {
      throw new UsageException(
          "A worker needs the PostgreSQL database of the process that runs the sweep: name it with --database jdbc:postgresql://HOST/NAME or in SPRING_DATASOURCE_URL (docs/cluster.md).");
    }
    GenericApplicationContext beans = (GenericApplicationContext) context;
    beans.registerBean(ImageLibrary.class, () -> images);
    beans.registerBean(
        FlywayMigrationStrategy.class,
        () -> Migrations::refuseOthers,
        definition -> definition.setPrimary(true));
  }
}
