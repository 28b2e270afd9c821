package org.gpicl.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A compose file of docker/, with the variables of docker/.env in their places. */
record ComposeFile(Map<String, Object> tree) {
  static final Path FOLDER = Path.of("docker");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

  static ComposeFile read(String name) throws IOException {
    Map<String, String> variables = variables();
    String text =
        VARIABLE
            .matcher(text(name))
            .replaceAll(found -> Matcher.quoteReplacement(value(found, variables)));
    return new ComposeFile(new Yaml(new SafeConstructor(new LoaderOptions())).load(text));
  }

  private static String value(MatchResult found, Map<String, String> variables) {
    String set = variables.getOrDefault(found.group(1), "");
    return set.isEmpty() && "-".equals(found.group(2)) ? found.group(3) : set;
  }

  /** The names of the variables that a file asks for. */
  static Collection<String> variablesOf(String name) throws IOException {
    return VARIABLE
        .matcher(text(name))
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Of docker/.env. */
  static Map<String, String> variables() throws IOException {
    Map<String, String> variables = new TreeMap<>();
    for (String line : Files.readAllLines(FOLDER.resolve(".env"))) {
      if (!line.isBlank() && !line.startsWith("#")) {
        variables.put(
            line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1).strip());
      }
    }
    return variables;
  }

  private static String text(String name) throws IOException {
    return Files.readString(FOLDER.resolve(name));
  }

  Map<String, Map<?, ?>> services() {
    Map<String, Map<?, ?>> services = new LinkedHashMap<>();
    ((Map<?, ?>) tree.get("services"))
        .forEach((name, service) -> services.put((String) name, (Map<?, ?>) service));
    return services;
  }

  Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    ((Map<?, ?>) services().get(service).get("environment"))
        .forEach((name, value) -> environment.put((String) name, String.valueOf(value)));
    return environment;
  }

  /** Of a service's {@code volumes}, {@code ports} or {@code command}. */
  List<String> list(String service, String key) {
    List<?> list = (List<?>) services().get(service).get(key);
    return list == null ? List.of() : list.stream().map(String::valueOf).toList();
  }
}
