package org.gpicl.docker;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The objects that deploy/kubernetes describes, as they are written there. */
record KubernetesManifests(List<Map<String, Object>> objects) {
  static final Path FOLDER = Path.of("deploy", "kubernetes");
  static final String KUSTOMIZATION = "kustomization.yaml";

  static KubernetesManifests read() throws IOException {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Path file : files()) {
      if (!file.endsWith(KUSTOMIZATION)) {
        try (Reader reader = Files.newBufferedReader(file)) {
          new Yaml().loadAll(reader).forEach(object -> objects.add(mapOf(object)));
        }
      }
    }
    return new KubernetesManifests(objects);
  }

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> mapOf(Object object) {
    return (Map<String, Object>) object;
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> maps(Object list) {
    return list == null ? List.of() : (List<Map<String, Object>>) list;
  }

  /** What a path of keys leads to, or null. */
  static Object at(Object object, String... path) {
    Object here = object;
    for (String key : path) {
      here = here == null ? null : mapOf(here).get(key);
    }
    return here;
  }

  List<Map<String, Object>> ofKind(String kind) {
    return objects.stream().filter(object -> object.get("kind").equals(kind)).toList();
  }

  /** The pods of deployments and stateful sets by the name of these: metadata and spec. */
  Map<String, Map<String, Object>> pods() {
    return objects.stream()
        .filter(object -> at(object, "spec", "template") != null)
        .collect(
            toMap(
                object -> (String) at(object, "metadata", "name"),
                object -> mapOf(at(object, "spec", "template")),
                (a, b) -> a,
                LinkedHashMap::new));
  }

  /** Those that run this program. */
  Map<String, Map<String, Object>> ourPods() {
    Map<String, Map<String, Object>> ours = pods();
    ours.values().removeIf(pod -> !((String) container(pod).get("image")).startsWith("gpicl:"));
    return ours;
  }

  /** The only container of a pod. */
  static Map<String, Object> container(Map<String, Object> pod) {
    List<Map<String, Object>> containers = maps(at(pod, "spec", "containers"));
    if (containers.size() != 1) {
      throw new IllegalStateException(containers.toString());
    }
    return containers.get(0);
  }

  /** Of a container's environment: values, and for a secret's {@code secret/key}. */
  static Map<String, String> environment(Map<String, Object> container) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (Map<String, Object> variable : maps(container.get("env"))) {
      Object secret = at(variable, "valueFrom", "secretKeyRef");
      environment.put(
          (String) variable.get("name"),
          secret == null
              ? Objects.toString(variable.get("value"))
              : at(secret, "name") + "/" + at(secret, "key"));
    }
    return environment;
  }
}
