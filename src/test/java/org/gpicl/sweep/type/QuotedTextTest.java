package org.gpicl.sweep.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.gpicl.sweep.yaml.Location;
import org.gpicl.sweep.yaml.Problems;
import org.gpicl.sweep.yaml.YamlReader;
import org.gpicl.sweep.yaml.YamlValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "true",
        "No",
        "7",
        "a b",
        "a: b",
        "# a",
        "'",
        "\"",
        "\\",
        "a\\\"b",
        "\n",
        "\r",
        "\t",
        "\u0007",
        "\u0085",
        "\u2028",
        "\u2029",
        "\u00a0",
        "é",
        "日本",
        "\uD83D\uDE00"
      })
  void everyTextReadsBackAsItWas(String text) {
    Problems problems = new Problems();
    YamlValue read =
        YamlReader.read(TextTypes.quoted(text), Location.override("x"), problems).orElseThrow();

    assertThat(read).isInstanceOf(YamlValue.Scalar.class);
    assertThat(((YamlValue.Scalar) read).text()).isEqualTo(text);
    assertThat(TextTypes.quoted(text).lines()).hasSize(1);
  }

  @Test
  void wordsNeedNoQuotes() {
    assertThat(TextTypes.quoted("fashion-mnist_2")).isEqualTo("fashion-mnist_2");
    assertThat(TextTypes.quoted("yes")).isEqualTo("\"yes\"");
  }

  @Test
  void textStaysReadableInItsQuotes() {
    assertThat(TextTypes.quoted("naïve 日本")).isEqualTo("\"naïve 日本\"");
    assertThat(TextTypes.quoted("a\nb")).isEqualTo("\"a\\u000ab\"");
    assertThat(TextTypes.quoted("bell\u0007")).isEqualTo("\"bell\\u0007\"");
  }
}
