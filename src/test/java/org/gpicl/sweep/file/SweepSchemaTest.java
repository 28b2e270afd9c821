package org.gpicl.sweep.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.gpicl.fuzz.Cases;
import org.gpicl.sweep.key.KeyTable;
import org.gpicl.sweep.yaml.SweepFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepSchemaTest {
  private static final Path FILE = Path.of("config/sweep.schema.json");
  private static final JsonMapper JSON = new JsonMapper();
  private static final Schema SCHEMA = read(SweepSchema.json());
  private static final String HEAD = "name: x\nrecipe: small\nhidden: 8\n";

  private static Schema read(String schema) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(schema, InputFormat.JSON);
  }

  /** What an editor would underline. */
  private static List<String> complaints(String yaml) {
    JsonNode document = JSON.valueToTree(new Yaml().load(yaml));
    return SCHEMA.validate(document).stream().map(Object::toString).toList();
  }

  @Test
  void theFileThatEditorsReadIsTheSchemaOfTheParser() throws IOException {
    assertThat(Files.readString(FILE)).isEqualTo(SweepSchema.json());
  }

  @Test
  void editorsUnderlineASectionThatLacksWhatItNeeds() {
    for (String section : List.of("halving", "boundary", "sample", "schedule", "curriculum")) {
      assertThat(complaints(HEAD + section + ": {}")).as(section).isNotEmpty();
    }
    assertThat(complaints(HEAD + "halving: {at: 400}\nmlp: {}")).isEmpty();
  }

  @Test
  void theSchemaIsValidJsonSchema() {
    Schema metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));

    assertThat(metaSchema.validate(JSON.readTree(SweepSchema.json()))).isEmpty();
  }

  @Test
  void theSchemaKnowsTheKeysOfTheParserAndNoOthers() {
    Set<String> known = new TreeSet<>();
    JsonNode properties = JSON.readTree(SweepSchema.json()).get("properties");
    for (String name : properties.propertyNames()) {
      JsonNode section = map(properties.get(name));
      if (section == null) {
        known.add(name);
      } else {
        section.propertyNames().forEach(leaf -> known.add(name + "." + leaf));
      }
    }
    known.add("curriculum");

    assertThat(known).isEqualTo(new TreeSet<>(KeyTable.ALL.keySet()));
  }

  /** The properties of a section, or null for a plain key. */
  private static JsonNode map(JsonNode schema) {
    if (schema.has("properties")) {
      return schema.get("properties");
    }
    for (JsonNode form : schema.path("anyOf")) {
      if (form.has("properties")) {
        return form.get("properties");
      }
    }
    return null;
  }

  @ParameterizedTest
  @MethodSource("org.gpicl.sweep.file.JobFilesTest#jobs")
  void jobFilesPass(Path job) throws IOException {
    assertThat(complaints(Files.readString(job))).isEmpty();
    assertThat(complaints(SweepFile.read(job, List.of()).resolved())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no", "on", "y", "true", "12", "'no'"})
  void aWordThatYamlTakesForASwitchIsAName(String name) {
    String text = "name: %s\nrecipe: small\n".formatted(name);
    assertThat(SweepFile.parse(text, "x", List.of()).name()).isEqualTo(name.replace("'", ""));
    assertThat(complaints(text)).isEmpty();
  }

  @Test
  void filesThatTheParserTakesPass() {
    Cases.of(1, 50)
        .each(random -> RandomSweepFile.text(random.nextLong()), this::filesThatTheParserTakesPass);
  }

  private void filesThatTheParserTakesPass(String text) {

    assertThat(complaints(text)).as(text).isEmpty();
    assertThat(complaints(SweepFile.parse(text, "x", List.of()).resolved())).as(text).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tasks: 0",
        "tasks: []",
        "tasks: [1, 1]",
        "tasks: many",
        "tasks: [1, [2]]",
        "tasks: {from: 1}",
        "seeds: -1",
        "seeds: 0.5",
        "models: rnn",
        "models: [mlp, rnn]",
        "batch: 0",
        "batch: []",
        "batch: [0, 1]",
        "workers: [1, 2]",
        "together: 3",
        "sample: {count: 0}",
        "transformer: {layers: [[1], [2]]}",
        "batch:",
        "images: imagenet",
        "images: {size: 33}",
        "images: {channels: 2}",
        "images: {colours: 3}",
        "matrixScale: 1/e",
        "matrixScale: 0",
        "curriculum: {classes: 1}",
        "curriculum: all",
        "mlp: 3",
        "mlp: {epochs: 0}",
        "mlp: {layers: 2}",
        "mlp: {finalRelu: 1}",
        "mlp: {learningRate: -0.1}",
        "transformer: {heads: 0}",
        "transformer: {dropout: 1}",
        "transformer: {positions: rope}",
        "transformer: {sequencesPerTask: all}",
        "transformer: {schedule: linear}",
        "transformer: {warmup: 3 hours}",
        "evaluate: {every: often}",
        "evaluate: {every: 0}",
        "evaluate: {seenTasks: log10}",
        "checkpoint: {every: 60}",
        "checkpoint: 60s",
        "engine: cuda",
        "workers: -1",
        "diskBudget: 20",
        "output: {suffix: a/b}",
        "schedule: {cron: now}",
        "heads: 4",
        "name: a/b"
      })
  void badFilesFailInBoth(String line) {
    String text = line.startsWith("name") ? line + "\nrecipe: small\n" : HEAD + line;
    if (line.startsWith("curriculum: {")) {
      text += "\ntransformer: {steps: 5}";
    }
    String bad = text;

    assertThat(complaints(HEAD)).isEmpty();
    assertThat(complaints(bad)).isNotEmpty();
    assertThatThrownBy(() -> SweepFile.parse(bad, "x", List.of()))
        .isInstanceOf(SweepFileException.class);
  }
}
