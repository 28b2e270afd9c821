package org.gpicl.job;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.gpicl.cli.process.Application;
import org.gpicl.home.Home;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The program's context with a database of a test's choice. */
public final class OpenedContext {
  private OpenedContext() {}

  /** With a database in a file of the home. */
  public static ConfigurableApplicationContext inFile(
      Home home, Consumer<GenericApplicationContext> beans) throws IOException {
    return at("jdbc:h2:file:" + home.database() + ";DB_CLOSE_ON_EXIT=FALSE", home, beans);
  }

  /**
   * With a database that has a URL.
   *
   * @param more registers beans in addition to the home
   * @param settings as {@code name=value}
   */
  public static ConfigurableApplicationContext at(
      String url, Home home, Consumer<GenericApplicationContext> more, String... settings)
      throws IOException {
    home.create();
    return new SpringApplicationBuilder(Application.class)
        .web(WebApplicationType.NONE)
        .bannerMode(Banner.Mode.OFF)
        .lazyInitialization(true)
        .properties(Map.of("spring.datasource.url", url))
        .properties(settings)
        .initializers(
            context -> {
              GenericApplicationContext beans = (GenericApplicationContext) context;
              beans.registerBean(Home.class, () -> home);
              more.accept(beans);
            })
        .run();
  }
}
