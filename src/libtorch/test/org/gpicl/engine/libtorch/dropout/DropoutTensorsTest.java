package org.gpicl.engine.libtorch.dropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.gpicl.engine.libtorch.DrawsThere;
import org.gpicl.engine.libtorch.device.Tensors;
import org.gpicl.model.Activation;
import org.gpicl.model.DropoutSite;
import org.gpicl.model.Position;
import org.gpicl.model.TransformerSpec;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the processor's bits are every engine's is EnginesAgreeTest's. */
@Tag("numbers")
class DropoutTensorsTest {
  private static final int ITEMS = 3;

  @ParameterizedTest
  @CsvSource({"0.1, 0, 0", "0.5, 12345, 7", "0.75, 9000000, 509", "0.00001, 1, 1"})
  void theyDropWhatTheProcessorsBitsDrop(double probability, long step, int first) {
    // Three heads, five tokens: 75 attention weights are no whole number of words.
    TransformerSpec spec =
        new TransformerSpec(
            20,
            5,
            5,
            12,
            2,
            3,
            36,
            Activation.GELU_TANH,
            EnumSet.allOf(Position.class),
            true,
            probability,
            true);
    try (PointerScope scope = new PointerScope();
        DropoutBits bits = new DropoutBits(spec, 3);
        DropoutTensors tensors = new DropoutTensors(spec, 3, new DrawsThere())) {
      Dropouts wanted = bits.of(step, first, ITEMS);
      Dropouts found = tensors.of(step, first, ITEMS);
      assertDropsAlike(wanted, found, DropoutSite.INPUT, spec.length() * spec.width());
      assertDropsAlike(wanted, found, DropoutSite.FINAL, spec.length() * spec.width());
      assertDropsAlike(wanted, found, DropoutSite.innerResidual(1), spec.length() * spec.width());
      for (int block = 0; block < spec.layers(); block++) {
        int weights = spec.heads() * spec.length() * spec.length();
        assertDropsAlike(wanted, found, DropoutSite.attention(block), weights);
      }
    }
  }

  private static void assertDropsAlike(Dropouts wanted, Dropouts found, int site, int elements) {
    float[] ones = new float[ITEMS * elements];
    Arrays.fill(ones, 1);
    Tensor x = Tensors.of(ones, ITEMS, elements);
    assertThat(Tensors.values(found.apply(site, x)))
        .as("site %d", site)
        .isEqualTo(Tensors.values(wanted.apply(site, x)));
  }
}
