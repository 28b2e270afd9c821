package org.gpicl.cli.process;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.gpicl.home.settings.DatabaseSettings;
import org.gpicl.home.settings.MetricsSettings;
import org.gpicl.home.settings.MlflowSettings;
import org.gpicl.home.settings.ServeSettings;
import org.gpicl.home.settings.SlurmSettings;
import org.gpicl.home.settings.WebhookSettings;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * All settings of this program, {@code gpicl.*}. They are bound together before anything is opened,
 * so that every command refuses a wrong one, even if it does not use it.
 */
record OwnSettings(
    @DefaultValue DatabaseSettings database,
    @DefaultValue ServeSettings serve,
    @DefaultValue MetricsSettings metrics,
    @DefaultValue WebhookSettings webhook,
    @DefaultValue MlflowSettings mlflow,
    @DefaultValue SlurmSettings slurm) {
  private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("gpicl");

  /** These also hold what is no setting, such as GPICL_HOME: there, only our groups count. */
  private static final Set<String> SHARED =
      Set.of(
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

  /** Their full names. */
  static List<String> names() {
    return Arrays.stream(OwnSettings.class.getRecordComponents())
        .flatMap(
            group ->
                Arrays.stream(group.getType().getRecordComponents())
                    .map(one -> "%s.%s.%s".formatted(PREFIX, group.getName(), one.getName())))
        .sorted()
        .toList();
  }

  /**
   * Binds them all.
   *
   * @throws org.springframework.boot.context.properties.bind.BindException if one is unknown or
   *     wrong; {@link SettingMistake} explains it
   */
  static OwnSettings of(ConfigurableEnvironment environment) {
    List<ConfigurationPropertySource> sources =
        StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
            .map(OwnSettings::withoutOthers)
            .toList();
    return new Binder(sources, new PropertySourcesPlaceholdersResolver(environment))
        .bindOrCreate(
            PREFIX,
            Bindable.of(OwnSettings.class),
            new NoUnboundElementsBindHandler(new SettingCheck()));
  }

  private static ConfigurationPropertySource withoutOthers(ConfigurationPropertySource source) {
    if (!(source.getUnderlyingSource() instanceof PropertySource<?> shared)
        || !SHARED.contains(shared.getName())) {
      return source;
    }
    Set<ConfigurationPropertyName> groups =
        Stream.of(OwnSettings.class.getRecordComponents())
            .map(group -> PREFIX.append(group.getName()))
            .collect(Collectors.toSet());
    return source.filter(
        name ->
            !PREFIX.isAncestorOf(name)
                || groups.stream().anyMatch(group -> group.isAncestorOf(name)));
  }
}
