package org.gpicl.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CellKeyTest {

  private static String key(SweptSetting... swept) {
    return CellKey.of("transformer", 4096, 64, List.of(swept), 0);
  }

  private static SweptSetting transformer(String leaf, String value) {
    return new SweptSetting("transformer." + leaf, value);
  }

  @Test
  void aSweepOfTheFourAxesHasTheKeysThatItAlwaysHad() {
    assertThat(key()).isEqualTo("transformer-n4096-h64-s0");
  }

  @Test
  void whatElseIsSweptIsNamedShortly() {
    assertThat(key(transformer("learningRate", "0.003"), transformer("layers", "2")))
        .isEqualTo("transformer-n4096-h64-lr0.003-l2-s0");
    assertThat(key(transformer("positions", "[learned, alibi]")))
        .isEqualTo("transformer-n4096-h64-plearned+alibi-s0");
    assertThat(key(new SweptSetting("matrixScale", "1/sqrt(d)")))
        .isEqualTo("transformer-n4096-h64-m1sqrtd-s0");
  }

  @Test
  void aFolderOfImagesIsADigest() {
    assertThat(key(new SweptSetting("images.set", "\"idx:/a/b c\"")))
        .matches(".*-iidx[0-9a-f]{6}-s0");
  }

  @Test
  void aKeyThatWouldBeTooLongForAStepHasADigestForItsSettings() {
    SweptSetting[] many =
        IntStream.range(0, 20)
            .mapToObj(k -> transformer("learningRate", "0.00" + (k + 1)))
            .toArray(SweptSetting[]::new);

    assertThat(key(many)).matches("transformer-n4096-h64-x[0-9a-f]{12}-s0").isEqualTo(key(many));
    many[3] = transformer("learningRate", "0.9");
    assertThat(key(many)).isNotEqualTo(key(transformer("learningRate", "0.001")));
  }
}
