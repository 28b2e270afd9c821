package org.gpicl.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.gpicl.sweep.file.SweepFile;
import org.junit.jupiter.api.Test;

class NumericsVersionTest {
  private static final String SWEEP =
      """
      name: versions
      recipe: small
      images: {set: glyphs, size: 4, classes: 2}
      models: [%s]
      tasks: [4]
      hidden: [8]
      mlp: {maxSamples: %d, epochs: 1}
      """;

  private static Cell cell(String model, int samples, int numerics) {
    String resolved =
        SweepFile.parse(SWEEP.formatted(model, samples), "test", List.of()).resolved();
    return SweepFile.stored(resolved, "versions", numerics).cells().get(0);
  }

  @Test
  void cellsThatVersion3ComputesAsBeforeKeepTheirHash() {
    assertThat(cell("transformer", 100, 3).hash()).isEqualTo(cell("transformer", 100, 2).hash());
    assertThat(cell("mlp", 1000, 3).hash()).isEqualTo(cell("mlp", 1000, 2).hash());
  }

  @Test
  void cellsWhoseBatchesItOrdersAnewAreOthers() {
    assertThat(cell("mlp", 5000, 3).hash()).isNotEqualTo(cell("mlp", 5000, 2).hash());
  }
}
