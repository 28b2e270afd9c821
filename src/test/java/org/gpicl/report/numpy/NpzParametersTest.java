package org.gpicl.report.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.report.table.ResultFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzParametersTest {
  @TempDir Path directory;

  private final ModelSpec model = new MlpSpec(6, 4, 3, true);
  private final List<float[]> values = model.initialParameters(0);

  private Path written() throws IOException {
    return NpzFile.write(directory.resolve("a.npz"), "cell", model.parameters(), values);
  }

  @Test
  void parametersComeBackBitForBit() throws IOException {
    List<float[]> read = NpzParameters.read(written(), "cell", model.parameters());
    assertThat(read).hasSameSizeAs(values);
    for (int k = 0; k < values.size(); k++) {
      assertThat(read.get(k)).isEqualTo(values.get(k));
    }
  }

  @Test
  void thoseOfAnotherCellOrAnotherModelAreRefused() throws IOException {
    Path file = written();
    assertThatThrownBy(() -> NpzParameters.read(file, "other", model.parameters()))
        .isInstanceOf(ResultFileException.class)
        .hasMessageContaining("not of this cell");
    ModelSpec wider = new MlpSpec(6, 5, 3, true);
    assertThatThrownBy(() -> NpzParameters.read(file, "cell", wider.parameters()))
        .isInstanceOf(ResultFileException.class)
        .hasMessageContaining("layer0.weight");
  }

  @Test
  void oneFlippedBitIsNeverTakenForAnotherNumber() throws IOException {
    Path file = written();
    byte[] good = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int k = 0; k < 500; k++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, k % 10 == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
      try {
        List<float[]> read = NpzParameters.read(file, "cell", model.parameters());
        for (int i = 0; i < values.size(); i++) {
          assertThat(read.get(i)).isEqualTo(values.get(i));
        }
      } catch (ResultFileException refused) {
        assertThat(refused.getMessage()).contains(file.toString());
      }
    }
  }
}
