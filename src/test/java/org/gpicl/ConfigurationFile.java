package org.gpicl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The settings that config/application.yml lists, as if each were taken up. */
public final class ConfigurationFile {
  public static final Path FILE = Path.of("config", "application.yml");

  private ConfigurationFile() {}

  /** A setting is a line that begins with # and no space; the rest is text. */
  public static Map<String, String> settings() throws IOException {
    return flat(Files.readString(FILE).replaceAll("(?m)^#(?=\\S)", ""));
  }

  /** The dotted names of a file, with their values; empty for one without. */
  public static Map<String, String> flat(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    Map<String, Object> tree = new Yaml(new SafeConstructor(options)).load(yaml);
    Map<String, String> settings = new TreeMap<>();
    if (tree != null) {
      tree.forEach((name, value) -> settings.put(name, value == null ? "" : value.toString()));
    }
    return settings;
  }

  /** Its name in the environment, as Spring Boot has it. */
  public static String inEnvironment(String setting) {
    return setting.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
  }
}
