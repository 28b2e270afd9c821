package org.gpicl.sweep.type;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlValue;
import org.gpicl.sweep.yaml.YamlValue.Scalar;

/**
 * The type of a value written as one word, number or text.
 *
 * @param takes completes "3 is not ..."
 * @param schema JSON Schema
 * @param parse returns empty for a text that is not such a value
 * @param write the inverse of {@code parse}, quoted where YAML needs it
 * @param hint added to the complaint about a text, such as a suggestion
 */
public record ScalarType<T>(
    String takes,
    Map<String, Object> schema,
    Function<String, Optional<T>> parse,
    Function<T, String> write,
    UnaryOperator<String> hint)
    implements SettingType<T> {

  public ScalarType(
      String takes,
      Map<String, Object> schema,
      Function<String, Optional<T>> parse,
      Function<T, String> write) {
    this(takes, schema, parse, write, text -> "");
  }

  @Override
  public Optional<T> read(YamlValue value, String path, Problems problems) {
    if (!(value instanceof Scalar scalar)) {
      return refuse(value, path, problems, "");
    }
    if (scalar.missing()) {
      return refuse(value, path, problems, "; leave the key out to keep the default");
    }
    Optional<T> parsed = parse.apply(scalar.text());
    return parsed.isPresent() ? parsed : refuse(value, path, problems, hint.apply(scalar.text()));
  }

  @Override
  public String write(T value) {
    return write.apply(value);
  }

  /** Maps the values to another type, whose {@link Object#toString} writes the same texts. */
  public <U> SettingType<U> map(Function<T, U> to) {
    return new ScalarType<>(takes, schema, text -> parse.apply(text).map(to), U::toString, hint);
  }
}
