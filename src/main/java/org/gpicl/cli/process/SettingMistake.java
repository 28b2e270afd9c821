package org.gpicl.cli.process;

import java.util.List;
import java.util.Optional;
import org.gpicl.home.settings.Secrets;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Explains a mistake in a setting by its name, its value, what it takes, and where it is written.
 */
final class SettingMistake {
  private SettingMistake() {}

  /** The user's mistake in a setting or in a configuration file, if that is what failed. */
  static Optional<UsageException> in(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof UsageException ours) {
        return Optional.of(ours);
      }
      if (t instanceof UnboundConfigurationPropertiesException unknown) {
        return unknown.getUnboundProperties().stream().findFirst().map(SettingMistake::unknown);
      }
      if (t instanceof BindException wrong
          && wrong.getProperty() != null
          && !(wrong.getCause() instanceof UsageException)) {
        return Optional.of(
            new UsageException(
                "%s: %s cannot be used (%s)%s"
                    .formatted(
                        wrong.getName(),
                        Secrets.hiddenInValue(String.valueOf(wrong.getProperty().getValue())),
                        innermost(wrong),
                        SettingPlace.of(wrong.getProperty()))));
      }
      if (t instanceof MarkedYAMLException yaml) {
        return Optional.of(
            new UsageException(
                "config/application.yml (of the home, or of this folder) is no YAML: %s, line %d"
                    .formatted(
                        yaml.getProblem(),
                        yaml.getProblemMark() == null ? 1 : yaml.getProblemMark().getLine() + 1)));
      }
    }
    return Optional.empty();
  }

  private static UsageException unknown(ConfigurationProperty property) {
    List<String> all = OwnSettings.names();
    String group = property.getName().chop(2) + ".";
    List<String> near = all.stream().filter(name -> name.startsWith(group)).toList();
    return new UsageException(
        "%s: there is no such setting%s; there are %s, which config/application.yml explains"
            .formatted(
                property.getName(),
                SettingPlace.of(property),
                String.join(", ", near.isEmpty() ? all : near)));
  }

  private static String innermost(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = String.valueOf(root.getMessage());
    return message.startsWith("No enum constant") ? "there is no such value" : message;
  }
}
