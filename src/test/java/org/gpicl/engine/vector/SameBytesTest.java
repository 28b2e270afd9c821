package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("numbers")
class SameBytesTest {

  /** Interpreted code is what all of them begin with; alone it takes long. */
  @Tag("full")
  @Test
  void interpretedCodeEndsInTheSameBytes() throws Exception {
    assertThat(FreshJvm.output("-Xint", StepsDigest.class)).isEqualTo(StepsDigest.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:UseAVX=2", "-XX:MaxVectorSize=16"})
  void otherCompilersAndVectorWidthsEndInTheSameBytes(String flags) throws Exception {
    assertThat(FreshJvm.output(flags, StepsDigest.class)).isEqualTo(StepsDigest.of());
  }

  @Test
  void compiledCodeRepeatsWhatInterpretedCodeBegan() {
    String first = StepsDigest.of();
    for (int repeat = 0; repeat < 30; repeat++) {
      assertThat(StepsDigest.of()).isEqualTo(first);
    }
  }
}
