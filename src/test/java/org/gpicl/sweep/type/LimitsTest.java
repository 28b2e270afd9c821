package org.gpicl.sweep.type;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.gpicl.model.Precision;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** What each type takes and refuses at its limits, and what an editor says of the same values. */
class LimitsTest {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Types, made by the test that is about them; texts that they take, each in the form in which it
   * is written, and others.
   */
  static Stream<Arguments> types() {
    return Stream.of(
        type(
            "a whole number from 2 to 28",
            () -> Numbers.whole(2, 28),
            Map.of("2", "2", "28", "28", "2^4", "16"),
            List.of("1", "29", "0", "-2", "2.5", "many", "[2]")),
        type(
            "a whole number from 1 to 2^40",
            () -> Numbers.wholeLong(1, 1L << 40),
            Map.of("1", "1", "1099511627776", "1099511627776", "2^40", "1099511627776"),
            List.of("0", "1099511627777")),
        type(
            "a number above 0 and at most 1000",
            () -> Numbers.decimal(false, 1000, true),
            Map.of("0.001", "0.001", "1000", "1000", "1/4", "0.25", ".5", "0.5"),
            List.of("0", "1000.5", "-1.5", "none")),
        type(
            "a number of at least 0 and below 1",
            () -> Numbers.decimal(true, 1, false),
            Map.of("0", "0", "0.0", "0", "0.999", "0.999"),
            List.of("1", "1.5", "-0.5")),
        type(
            "a number of at least 0 and at most 0.99",
            () -> Numbers.decimal(true, 0.99, true),
            Map.of("0", "0", "0.99", "0.99"),
            List.of("0.991", "1")),
        type(
            "a number from 0.00001 to 100",
            () -> Numbers.decimal(0.00001, 100),
            Map.of("0.00001", "0.00001", "100", "100", "1/4", "0.25"),
            List.of("0", "0.000009", "100.5")),
        type(
            "one of vector, nd4j",
            () -> TextTypes.choice("vector", "nd4j"),
            Map.of("vector", "vector", "nd4j", "nd4j"),
            List.of("Vector", "cuda", "3")),
        type("only", () -> TextTypes.choice("only"), Map.of("only", "only"), List.of("other")),
        type(
            "one of 32, bf16, 16",
            () -> TextTypes.choice(Precision.class, Precision::key),
            Map.of("32", "32", "bf16", "bf16", "16", "16"),
            List.of("64", "f16")),
        type(
            "one of steps, epochs",
            () -> TextTypes.choice(TrainingLength.Unit.class),
            Map.of("steps", "steps"),
            List.of("STEPS")),
        type(
            "true or false",
            () -> TextTypes.flag(),
            Map.of("true", "true", "false", "false"),
            List.of("1", "maybe")),
        type(
            "a word",
            () -> TextTypes.text("a word", "[a-z]{1,4}"),
            Map.of("a", "a", "abcd", "abcd", "\"true\"", "\"true\""),
            List.of("abcde", "A", "\"\"")),
        type(
            "a word that YAML may read as a switch",
            () -> TextTypes.text("a word that YAML may read as a switch", "[a-z]{1,5}"),
            Map.of("on", "\"on\"", "false", "\"false\"", "abcde", "abcde"),
            List.of("abcdef", "A")),
        type(
            "a whole number from 1 to 9 or log2",
            () ->
                TextTypes.or(
                    Map.of("log2", TaskCount.LOG2),
                    ((ScalarType<Integer>) Numbers.whole(1, 9)).map(TaskCount::new)),
            Map.of("log2", "log2", "1", "1", "9", "9"),
            List.of("log", "0", "10", "[log2]")),
        type(
            "a whole number from 1 to 9, or a list of them",
            () -> new ListType<>(Numbers.whole(1, 9)),
            Map.of("1", "[1]", "[1, 9]", "[1, 9]"),
            List.of("[]", "0", "[10]", "[0, 9]", "[9, 0]", "[9, 9]")),
        type(
            "a size such as 20GB, 512MiB or 0B",
            () -> QuantityTypes.byteSize(),
            Map.of(
                "0B",
                "0B",
                "1B",
                "1B",
                "0.5KiB",
                "512B",
                "1.5 GB",
                "1500MB",
                "1024KiB",
                "1048576B",
                "1000000TB",
                "1000000TB"),
            List.of("20", "GB", "1XB")),
        type(
            "a time from 1s to 24h such as 90m or 5h",
            () -> QuantityTypes.duration(),
            Map.of(
                "1s", "1s", "86400s", "86400s", "90m", "5400s", "1440m", "86400s", "24h", "86400s"),
            List.of("90", "1d", "1.5h")),
        type(
            "a time from 1s to 24h such as 60s or 5m, or a number of steps such as 200 steps",
            () -> QuantityTypes.checkpoint(),
            Map.of(
                "1s", "1s", "24h", "86400s", "1 step", "1 steps", "10^9 steps", "1000000000 steps"),
            List.of("60", "2 epochs", "often")),
        type(
            "a number of steps or epochs from 0 to 10^9, such as 500 steps or 1 epochs",
            () -> TrainingLength.type(0),
            Map.of("0", "0 steps", "1000000000", "1000000000 steps", "3 epochs", "3 epochs"),
            List.of("-1", "1000000001", "3 hours")),
        type(
            "a number of steps or epochs from 1 to 10^9, such as 500 steps or 1 epochs",
            () -> TrainingLength.type(1),
            Map.of("1", "1 steps", "1 epoch", "1 epochs"),
            List.of("0")),
        type(
            "constant, cosine (to the end of the training) or, say, cosine 10000 steps",
            () -> Decay.type(),
            Map.of(
                "constant",
                "constant",
                "cosine",
                "cosine",
                "cosine 1",
                "cosine 1 steps",
                "cosine 3 epochs",
                "cosine 3 epochs"),
            List.of("linear", "cosine x")),
        type(
            "a number from 0.00001 to 100, 1/d or 1/sqrt(d) (d: numbers in an image)",
            () -> MatrixScale.type(),
            Map.of("1/d", "1/d", "1/sqrt(d)", "1/sqrt(d)", "0.5", "0.5"),
            List.of("1/e", "200")));
  }

  private static <T> Arguments type(
      String takes,
      Supplier<SettingType<T>> type,
      Map<String, String> taken,
      List<String> refused) {
    return Arguments.of(takes, type, taken, refused);
  }

  private static <T> Optional<T> read(SettingType<T> type, String text) {
    Problems problems = new Problems();
    Optional<T> read =
        YamlReader.read(text, Location.override("x"), problems)
            .flatMap(yaml -> type.read(yaml, "x", problems));
    if (read.isPresent()) {
      problems.throwIfAny();
    }
    return read;
  }

  private static boolean passesInAnEditor(SettingType<?> type, String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(JSON.writeValueAsString(type.schema()), InputFormat.JSON)
        .validate(JSON.valueToTree(new Yaml().load(text)))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  <T> void whatATypeTakesItWritesSoThatItReadsTheSame(
      String takes,
      Supplier<SettingType<T>> made,
      Map<String, String> taken,
      List<String> refused) {
    SettingType<T> type = made.get();
    assertThat(type.takes()).isEqualTo(takes);
    taken.forEach(
        (text, written) -> {
          Optional<T> value = read(type, text);
          assertThat(value).as(text).isPresent();
          assertThat(type.write(value.orElseThrow())).as(text).isEqualTo(written);
          assertThat(read(type, written)).as(written).isEqualTo(value);
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  <T> void anEditorTakesAndRefusesTheSame(
      String takes,
      Supplier<SettingType<T>> made,
      Map<String, String> taken,
      List<String> refused) {
    SettingType<T> type = made.get();
    assertThat(taken.keySet()).allMatch(text -> passesInAnEditor(type, text));
    assertThat(taken.values()).allMatch(text -> passesInAnEditor(type, text));
    assertThat(refused).noneMatch(text -> read(type, text).isPresent());
    assertThat(refused).noneMatch(text -> passesInAnEditor(type, text));
  }
}
