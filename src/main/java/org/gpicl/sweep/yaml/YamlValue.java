package org.gpicl.sweep.yaml;

import java.util.List;
import org.gpicl.home.settings.Secrets;

/** A YAML document as a tree that knows its lines; scalars stay text until a key gives a type. */
public sealed interface YamlValue {
  int SHOWN = 60;

  Location at();

  /** The value as shown in messages. */
  String shown();

  /** A number, a word or a text. */
  record Scalar(Location at, String text, boolean plain) implements YamlValue {
    /** Whether nothing follows the colon, or one of YAML's words for nothing. */
    public boolean missing() {
      return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
    }

    @Override
    public String shown() {
      return missing() ? "an empty value" : YamlValue.shown(Secrets.hiddenInValue(text));
    }
  }

  /** A list. */
  record Items(Location at, List<YamlValue> values) implements YamlValue {
    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A map; its keys differ. */
  record Entries(Location at, List<Entry> entries) implements YamlValue {
    @Override
    public String shown() {
      return "a map";
    }
  }

  /** A key, its location and its value. */
  record Entry(Location at, String key, YamlValue value) {}

  /** A text short enough for a message and free of control characters. */
  static String shown(String text) {
    return shown(text, SHOWN);
  }

  /** A text of at most {@code most} characters, free of control characters. */
  static String shown(String text, int most) {
    String line = text.length() > most ? text.substring(0, most) + "..." : text;
    StringBuilder clean = new StringBuilder();
    line.chars()
        .forEach(
            c -> {
              if (Character.isISOControl(c) || Character.isSurrogate((char) c)) {
                clean.append(String.format("\\u%04x", c));
              } else {
                clean.append((char) c);
              }
            });
    return clean.isEmpty() ? "\"\"" : clean.toString();
  }
}
