package org.gpicl.cli.process;

import java.io.IOException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Where a setting is written, in parentheses, for the end of a clause. */
final class SettingPlace {
  private SettingPlace() {}

  static String of(ConfigurationProperty property) {
    if (!(property.getOrigin() instanceof PropertySourceOrigin origin)) {
      return "";
    }
    if (origin.getOrigin() instanceof TextResourceOrigin text && text.getLocation() != null) {
      return " (%s, line %d)".formatted(file(text), text.getLocation().getLine() + 1);
    }
    return origin.getPropertySource() instanceof SystemEnvironmentPropertySource
        ? " (%s in the environment)".formatted(origin.getPropertyName())
        : " (%s)".formatted(origin.getPropertySource().getName());
  }

  private static String file(TextResourceOrigin origin) {
    try {
      return origin.getResource().getFile().getPath();
    } catch (IOException e) {
      return origin.getResource().getDescription();
    }
  }
}
