package org.gpicl.cli.process;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.StatusManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.home.settings.ServeSettings;
import org.gpicl.job.SweepConfiguration;
import org.gpicl.schedule.SchedulerSettings;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.backup.Backups;
import org.gpicl.store.backup.DamageReport;
import org.gpicl.store.backup.DamagedHomeException;
import org.gpicl.store.database.DamagedDatabaseException;
import org.gpicl.store.database.DatabaseDamage;
import org.gpicl.store.database.DatabaseProblem;
import org.gpicl.store.database.H2File;
import org.gpicl.store.database.H2Space;
import org.gpicl.store.database.UnfinishedMigration;
import org.gpicl.tasks.images.ImageLibrary;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * The Spring context of one home. Its defaults give an H2 file below the home; any of Spring Boot's
 * ways of configuration overrides them, so that {@code spring.datasource.url} alone moves
 * everything to PostgreSQL.
 */
@SpringBootConfiguration
// What a command needs and no more: to look through all that Spring Boot offers takes seconds.
@ImportAutoConfiguration({
  ConfigurationPropertiesAutoConfiguration.class,
  PropertyPlaceholderAutoConfiguration.class,
  DataSourceAutoConfiguration.class,
  DataSourceTransactionManagerAutoConfiguration.class,
  TransactionManagerCustomizationAutoConfiguration.class,
  TransactionAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  JdbcClientAutoConfiguration.class,
  FlywayAutoConfiguration.class,
  BatchJdbcAutoConfiguration.class
})
@Import(SweepConfiguration.class)
public class Application {

  /** Opens the database of a home, migrated; Batch and everything else is created when used. */
  public static ConfigurableApplicationContext open(Home home) {
    return open(home, command());
  }

  /**
   * The same with further parts.
   *
   * @param parts configurations
   * @param images for those that need them
   */
  public static ConfigurableApplicationContext open(
      Home home, ImageLibrary images, Class<?>... parts) {
    return open(home, command().sources(parts).initializers(context -> register(images, context)));
  }

  /**
   * The same with a copy of the database, for those who may only read the home.
   *
   * @param folder of the copy, for its log as well
   */
  public static ConfigurableApplicationContext openCopy(
      Home home, Path folder, H2File copy, ImageLibrary images, Class<?>... parts) {
    SpringApplicationBuilder builder =
        command().sources(parts).initializers(context -> register(images, context));
    return open(home, copy.database(), folder, builder);
  }

  /** The same as a worker uses it. */
  public static ConfigurableApplicationContext open(Home home, WorkerContext worker) {
    return open(home, command().initializers(worker));
  }

  private static SpringApplicationBuilder command() {
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .lazyInitialization(true);
  }

  private static void register(ImageLibrary images, ConfigurableApplicationContext context) {
    ((GenericApplicationContext) context).registerBean(ImageLibrary.class, () -> images);
  }

  /**
   * The same with everything that a server has.
   *
   * @param application what a server consists of
   * @param settings of the server, which win over configuration files
   */
  public static ConfigurableApplicationContext serve(
      Class<?> application, Home home, Map<String, Object> settings, ImageLibrary images) {
    SpringApplicationBuilder builder =
        new SpringApplicationBuilder(application)
            .initializers(
                context -> {
                  context
                      .getEnvironment()
                      .getPropertySources()
                      .addFirst(new MapPropertySource("the command line", settings));
                  register(images, context);
                });
    return open(home, builder.web(WebApplicationType.SERVLET));
  }

  private static ConfigurableApplicationContext open(Home home, SpringApplicationBuilder builder) {
    return open(home, home.database(), home.logs(), builder);
  }

  private static ConfigurableApplicationContext open(
      Home home, Path database, Path logs, SpringApplicationBuilder builder) {
    try {
      return opened(home, database, logs, builder);
    } catch (RuntimeException e) {
      throw DatabaseDamage.in(e)
          .<RuntimeException>map(
              reason -> new DamagedHomeException(DamageReport.of(home, reason), e))
          .or(() -> SettingMistake.in(e))
          .or(() -> lockedFile(home, database, e))
          .orElse(e);
    }
  }

  /** Versions up to 0.2.0 made a home's file for the user that a server's settings named. */
  private static Optional<UsageException> lockedFile(Home home, Path database, Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLInvalidAuthorizationSpecException) {
        return Optional.of(
            new UsageException(
                "the database of %s can be opened only by the user and password that were in SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD when it was made: set them again, and SPRING_DATASOURCE_URL=%s with them"
                    .formatted(home.root(), H2File.of(database).url())));
      }
    }
    return Optional.empty();
  }

  private static ConfigurableApplicationContext opened(
      Home home, Path database, Path logs, SpringApplicationBuilder builder) {
    Map<String, Object> defaults = new HashMap<>();
    defaults.put(
        "spring.datasource.url",
        H2File.of(database).url()
            // Ours is the only shutdown; a commit is on its way to the disk when it returns.
            + ";DB_CLOSE_ON_EXIT=FALSE"
            + H2Space.URL_OPTIONS
            // A session keeps only eight parsed statements by default; a cell takes more.
            + ";QUERY_CACHE_SIZE=64");
    // Files, since Spring looks for placeholders in text.
    defaults.put("logging.file.path", logs.toFile());
    defaults.put("management.health.diskspace.path", home.root().toFile());
    defaults.put("spring.config.additional-location", HomeResources.SETTINGS);
    LogFormat.ofEnvironment().ifPresent(format -> defaults.put(LogFormat.PROPERTY, format));
    ConfigurableApplicationContext context = start(home, builder, defaults);
    silenceTheLogsOwnTroubles();
    String url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
    if (H2File.isUrl(url)) {
      // The file has one owner, which is this process: any other holder of a lease is gone.
      try {
        context.getBean(LeaseTable.class).releaseAll();
      } catch (RuntimeException e) {
        context.close();
        throw e;
      }
    }
    return context;
  }

  /** On a full disk, each line that cannot be written would print its stack trace. */
  private static void silenceTheLogsOwnTroubles() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) {
      StatusManager troubles = log.getStatusManager();
      troubles.getCopyOfStatusListenerList().forEach(troubles::remove);
    }
  }

  private static ConfigurableApplicationContext start(
      Home home, SpringApplicationBuilder builder, Map<String, Object> defaults) {
    return builder
        .resourceLoader(HomeResources.of(home))
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .registerShutdownHook(false)
        .properties(defaults)
        .initializers(
            context -> {
              ServeSettings serve = OwnSettings.of(context.getEnvironment()).serve();
              check(context.getEnvironment(), home);
              nameNoUser(context.getEnvironment(), (String) defaults.get("spring.datasource.url"));
              addDerivedSettings(context.getEnvironment(), serve);
              ((GenericApplicationContext) context).registerBean(Home.class, () -> home);
            })
        .run();
  }

  private static void addDerivedSettings(ConfigurableEnvironment environment, ServeSettings serve) {
    String url = environment.getRequiredProperty("spring.datasource.url");
    Map<String, Object> derived = new HashMap<>(SchedulerSettings.of(url));
    derived.put("server.port", serve.port());
    derived.put("server.address", serve.address());
    environment.getPropertySources().addLast(new MapPropertySource("derived", derived));
  }

  /** The home's own file has none: a name that is left of a server's settings would lock it. */
  private static void nameNoUser(ConfigurableEnvironment environment, String ownFile) {
    if (environment.getRequiredProperty("spring.datasource.url").equals(ownFile)) {
      environment
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "the home's file",
                  Map.of("spring.datasource.username", "", "spring.datasource.password", "")));
    }
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  /** What H2 would pass over in silence, and a URL that no driver takes. */
  private static void check(Environment environment, Home home) {
    String url = environment.getRequiredProperty("spring.datasource.url");
    HomeSettings.refuseBlank(url);
    TraceSettings.check(environment);
    if (DriverManager.drivers().noneMatch(driver -> accepts(driver, url))) {
      throw new UsageException(
          "spring.datasource.url (SPRING_DATASOURCE_URL): no database has a URL such as %s; one of PostgreSQL is jdbc:postgresql://HOST/DATABASE"
              .formatted(DatabaseProblem.shown(url)));
    }
    H2File file = H2File.of(home.database());
    boolean inUse = file.isAt(url);
    try {
      if (inUse) {
        new UnfinishedMigration(home.database()).undo();
      }
      if (inUse && Files.exists(file.path())) {
        if (Files.size(file.path()) == 0 && new Backups(home).newestWhole().isPresent()) {
          throw new DamagedDatabaseException("it is empty");
        }
        file.check();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
