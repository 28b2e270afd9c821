package org.gpicl.sweep.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;
import org.gpicl.sweep.Recipe;
import org.gpicl.sweep.type.Numbers;
import org.gpicl.sweep.type.SettingType;
import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.sweep.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KeyTest {
  private static final SettingType<Integer> DIGIT = Numbers.whole(1, 9);

  @Test
  void aKeyHasTheDefaultsOfTheRecipesThatGiveOne() {
    Key<Integer> key = Key.of("mlp.layers", DIGIT, "1", null, "3", "Layers.");

    assertThat(key.defaults()).isEqualTo(Map.of(Recipe.NOTEBOOK, 1, Recipe.SMALL, 3));
    assertThat(key.defaultTexts()).isEqualTo(Map.of(Recipe.NOTEBOOK, "1", Recipe.SMALL, "3"));
    assertThat(key.section()).isEqualTo("mlp");
    assertThat(key.leaf()).isEqualTo("layers");
  }

  @Test
  void aKeyAtTheTopHasNoSection() {
    Key<Integer> key = Key.of("layers", DIGIT, null, null, null, "Layers.");

    assertThat(key.section()).isEmpty();
    assertThat(key.leaf()).isEqualTo("layers");
    assertThat(key.defaults()).isEmpty();
  }

  @Test
  void aDefaultThatItsKeyDoesNotTakeIsNamed() {
    assertThatThrownBy(() -> Key.of("mlp.layers", DIGIT, "10", "1", "1", "Layers."))
        .isInstanceOf(SweepFileException.class)
        .hasMessage("the default of mlp.layers: mlp.layers: 10 is not a whole number from 1 to 9");
    assertThatThrownBy(() -> Key.of("mlp.layers", DIGIT, "[", "1", "1", "Layers."))
        .isInstanceOf(SweepFileException.class);
  }

  @Test
  void theTableHoldsEverySectionsKeys() {
    assertThat(
            Stream.of(
                    Keys.first(),
                    CurriculumKeys.all(),
                    MlpKeys.all(),
                    TransformerKeys.all(),
                    LstmKeys.all(),
                    OpLstmKeys.all(),
                    MamlKeys.all(),
                    SgdKeys.all(),
                    EvaluationKeys.all(),
                    SearchKeys.all(),
                    Keys.last(),
                    SlurmKeys.all(),
                    TrackingKeys.all(),
                    ScheduleKeys.all())
                .flatMap(List::stream))
        .containsExactlyElementsOf(KeyTable.ALL.values());
  }

  @ParameterizedTest
  @EnumSource(ModelKind.class)
  void everyModelIsTrainedByTheSameKeys(ModelKind kind) {
    assertThat(KeyTable.training(kind).all())
        .extracting(Key::path)
        .containsExactlyElementsOf(
            MlpKeys.TRAINING.all().stream().map(key -> kind.key() + "." + key.leaf()).toList());
    assertThat(KeyTable.sequences(kind).isPresent()).isEqualTo(kind.sequences());
  }

  static Stream<Key<?>> keys() {
    return KeyTable.ALL.values().stream();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void everyDefaultCanBeWrittenOut(Key<?> key) {
    key.defaults()
        .forEach(
            (recipe, value) -> {
              Problems problems = new Problems();
              var yaml = YamlReader.read(key.write(value), Location.override("x"), problems);
              assertThat(key.type().read(yaml.orElseThrow(), key.path(), problems))
                  .as("%s of %s", key, recipe)
                  .map(Object.class::cast)
                  .contains(value);
            });
  }
}
