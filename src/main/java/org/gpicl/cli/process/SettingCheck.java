package org.gpicl.cli.process;

import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.gpicl.home.settings.Secrets;
import org.gpicl.home.settings.Takes;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Refuses a value that its setting does not take, as it is bound. */
final class SettingCheck extends AbstractBindHandler {
  @Override
  public Object onSuccess(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
    Takes takes = target.getAnnotation(Takes.class);
    if (takes != null && !takes.value().accepts(result)) {
      throw wrong(name, takes, context, result);
    }
    return result;
  }

  @Override
  public Object onFailure(
      ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
      throws Exception {
    Takes takes = target.getAnnotation(Takes.class);
    if (takes == null || error instanceof UsageException) {
      throw error;
    }
    throw wrong(name, takes, context, "it");
  }

  private static UsageException wrong(
      ConfigurationPropertyName name, Takes takes, BindContext context, Object value) {
    Optional<ConfigurationProperty> written =
        StreamSupport.stream(context.getSources().spliterator(), false)
            .map(source -> source.getConfigurationProperty(name))
            .filter(Objects::nonNull)
            .findFirst();
    return new UsageException(
        "%s: %s is not %s%s"
            .formatted(
                name,
                Secrets.hiddenInValue(
                    written
                        .map(ConfigurationProperty::getValue)
                        .map(Object::toString)
                        .orElse(String.valueOf(value))),
                takes.value().description(),
                written.map(SettingPlace::of).orElse("")));
  }
}
