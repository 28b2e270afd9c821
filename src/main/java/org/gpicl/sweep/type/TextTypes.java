package org.gpicl.sweep.type;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.Suggestion;
import org.gpicl.sweep.yaml.YamlValue;
import org.yaml.snakeyaml.reader.StreamReader;

/** The types of values that are words: choices, switches, names. */
public final class TextTypes {
  private static final List<String> READ_AS_OTHERS =
      List.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  /** Characters that end a line in YAML. */
  private static final List<Integer> LINE_ENDS =
      List.of((int) '\n', (int) '\r', 0x85, 0x2028, 0x2029);

  private TextTypes() {}

  /** One of an enum's constants, with names given by {@code key}. */
  public static <E extends Enum<E>> SettingType<E> choice(Class<E> type, Function<E, String> key) {
    Map<String, E> byKey = new LinkedHashMap<>();
    Arrays.stream(type.getEnumConstants()).forEach(e -> byKey.put(key.apply(e), e));
    return choice(byKey, key);
  }

  /** One of an enum's constants in lower case, with hyphens. */
  public static <E extends Enum<E>> SettingType<E> choice(Class<E> type) {
    return choice(type, e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** One of some words. */
  public static SettingType<String> choice(String... words) {
    Map<String, String> byKey = new LinkedHashMap<>();
    Arrays.stream(words).forEach(word -> byKey.put(word, word));
    return choice(byKey, Function.identity());
  }

  private static <T> SettingType<T> choice(Map<String, T> byKey, Function<T, String> key) {
    String all = String.join(", ", byKey.keySet());
    return new ScalarType<>(
        byKey.size() == 1 ? all : "one of " + all,
        Map.of("enum", byKey.keySet().stream().map(TextTypes::asYaml).toList()),
        text -> Optional.ofNullable(byKey.get(text)),
        key,
        text -> Suggestion.of(text, byKey.keySet()));
  }

  /** A word of digits is a number in YAML, and so in the schema. */
  private static Object asYaml(String word) {
    return word.matches("\\d{1,9}") ? Integer.valueOf(word) : word;
  }

  public static SettingType<Boolean> flag() {
    return new ScalarType<>(
        "true or false",
        Map.of("type", "boolean"),
        text ->
            text.equals("true") || text.equals("false")
                ? Optional.of(text.equals("true"))
                : Optional.empty(),
        String::valueOf);
  }

  /** A text that matches a pattern. */
  public static SettingType<String> text(String takes, String pattern) {
    List<Object> forms =
        new ArrayList<>(List.of(Numbers.pattern(pattern), Map.of("type", "integer")));
    if (READ_AS_OTHERS.stream().allMatch(word -> word.matches(pattern))) {
      // Editors may read them as switches; the parser reads what is written.
      forms.add(Map.of("type", "boolean"));
    }
    return new ScalarType<>(
        takes,
        Map.of("anyOf", forms),
        text -> text.matches(pattern) ? Optional.of(text) : Optional.empty(),
        TextTypes::quoted);
  }

  /** {@code database}, or a folder at a path that means the same on every machine. */
  public static SettingType<CheckpointStore> checkpointStore() {
    return or(
        Map.of(CheckpointStore.DATABASE.place(), CheckpointStore.DATABASE),
        absolute("/shared/checkpoints", CheckpointStore::new, CheckpointStore::place));
  }

  /** A path that means the same in whatever folder a process works. */
  public static SettingType<Path> absolutePath(String example) {
    return absolute(example, Path::of, Path::toString);
  }

  private static <T> SettingType<T> absolute(
      String example, Function<String, T> read, Function<T, String> write) {
    String pattern = "/[^\\x00-\\x1f\\x7f]{0,800}";
    return new ScalarType<>(
        "an absolute path such as " + example,
        Numbers.pattern(pattern),
        text ->
            text.matches(pattern) && isPath(text)
                ? Optional.of(read.apply(text))
                : Optional.empty(),
        value -> quoted(write.apply(value)));
  }

  private static boolean isPath(String text) {
    try {
      return Path.of(text).isAbsolute();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Either one of a few words or a value of another type; the words win. */
  public static <T> SettingType<T> or(Map<String, T> words, SettingType<T> other) {
    String takes =
        other.takes()
            + words.keySet().stream().sorted().map(" or "::concat).collect(Collectors.joining());
    return new SettingType<>() {
      @Override
      public Optional<T> read(YamlValue value, String path, Problems problems) {
        if (value instanceof YamlValue.Scalar scalar && words.containsKey(scalar.text())) {
          return Optional.of(words.get(scalar.text()));
        }
        if (value instanceof YamlValue.Scalar scalar
            && !scalar.missing()
            && other.read(value, path, new Problems()).isEmpty()) {
          return refuse(value, path, problems, Suggestion.of(scalar.text(), words.keySet()));
        }
        return other.read(value, path, problems);
      }

      @Override
      public boolean takesLists() {
        return other.takesLists();
      }

      @Override
      public String write(T value) {
        return words.entrySet().stream()
            .filter(word -> word.getValue().equals(value))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseGet(() -> other.write(value));
      }

      @Override
      public String takes() {
        return takes;
      }

      @Override
      public Map<String, Object> schema() {
        return Map.of(
            "anyOf",
            List.of(Map.of("enum", words.keySet().stream().sorted().toList()), other.schema()));
      }
    };
  }

  /** Writes a text so that YAML reads it back, in quotes if needed. */
  public static String quoted(String text) {
    if (text.matches("[A-Za-z][A-Za-z0-9_-]*")
        && !READ_AS_OTHERS.contains(text.toLowerCase(Locale.ROOT))) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (StreamReader.isPrintable(c) && !LINE_ENDS.contains(c)) {
                quoted.appendCodePoint(c);
              } else {
                quoted.append(String.format("\\u%04x", c));
              }
            });
    return quoted.append('"').toString();
  }
}
