package org.gpicl.sweep.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionTest {

  @ParameterizedTest
  @CsvSource({"haeds", "heads", "head", "headsss", "eads", "HEADS", "hxaxs"})
  void aWordIsMeantThatTwoChangesMake(String word) {
    assertThat(Suggestion.of(word, List.of("heads"))).isEqualTo("; did you mean heads?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hxxxs", "he", "xyzds", "headsabc", "xy", ""})
  void aWordThatTakesMoreChangesIsNot(String word) {
    assertThat(Suggestion.of(word, List.of("heads"))).isEmpty();
  }

  @Test
  void aShortWordIsNotTheBeginningOfALongOne() {
    assertThat(Suggestion.of("xy", List.of("transformer"))).isEmpty();
    assertThat(Suggestion.of("transformer", List.of("xy"))).isEmpty();
  }

  @Test
  void aWordOfWhichNothingIsLeftIsNotMeant() {
    assertThat(Suggestion.of("xy", List.of("ab"))).isEmpty();
    assertThat(Suggestion.of("xb", List.of("ab"))).isEqualTo("; did you mean ab?");
  }

  @Test
  void longWordsMayDifferInAThird() {
    assertThat(Suggestion.of("abcdefghixyz", List.of("abcdefghi"))).contains("abcdefghi");
    assertThat(Suggestion.of("abcdefghiwxyz", List.of("abcdefghi"))).contains("abcdefghi");
    assertThat(Suggestion.of("abcdefghivwxyz", List.of("abcdefghi"))).isEmpty();
  }

  @Test
  void theNearestWordIsMeantAndTheFirstOfThese() {
    assertThat(Suggestion.of("tasks", List.of("masks", "tasks"))).contains("tasks");
    assertThat(Suggestion.of("casks", List.of("masks", "tasks"))).contains("masks");
  }

  @Test
  void ofTextsLongerThanAnyWordNothingIsMade() {
    String word = "w".repeat(40);

    assertThat(Suggestion.of(word, List.of(word + "x"))).isNotEmpty();
    assertThat(Suggestion.of(word + "w", List.of(word))).isEmpty();
  }
}
