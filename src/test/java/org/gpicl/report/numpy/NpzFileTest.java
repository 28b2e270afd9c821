package org.gpicl.report.numpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.ParameterShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
  @TempDir Path directory;

  private static String header(ByteBuffer npy) {
    assertThat(npy.get()).isEqualTo((byte) 0x93);
    byte[] magic = new byte[7];
    npy.get(magic);
    assertThat(magic).isEqualTo(new byte[] {'N', 'U', 'M', 'P', 'Y', 1, 0});
    byte[] header = new byte[npy.getShort()];
    npy.get(header);
    assertThat(npy.position() % 64).isZero();
    return new String(header, StandardCharsets.US_ASCII);
  }

  @Test
  void parametersReadBackUnderTheirNamesAndShapes() throws IOException {
    ModelSpec model = new MlpSpec(6, 1, 3, true);
    List<float[]> values = model.initialParameters(0);
    Path file = NpzFile.write(directory.resolve("a.npz"), "cell", model.parameters(), values);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> names = new ArrayList<>();
      List<String> shapes = new ArrayList<>();
      for (int i = 0; i < model.parameters().size(); i++) {
        ParameterShape shape = model.parameters().get(i);
        ZipEntry entry = zip.getEntry(shape.name() + ".npy");
        names.add(entry.getName());
        ByteBuffer npy =
            ByteBuffer.wrap(zip.getInputStream(entry).readAllBytes())
                .order(ByteOrder.LITTLE_ENDIAN);
        String header = header(npy);
        assertThat(header)
            .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (")
            .endsWith("\n");
        shapes.add(header.replaceAll("(?s).*(\\(.*\\)).*", "$1"));
        float[] read = new float[npy.remaining() / 4];
        npy.asFloatBuffer().get(read);
        assertThat(read).isEqualTo(values.get(i));
      }
      assertThat(names).startsWith("layer0.weight.npy", "layer0.bias.npy");
      assertThat(shapes).containsExactly("(6, 1)", "(1,)", "(1, 1)", "(1,)", "(1, 3)", "(3,)");
    }
  }

  @Test
  void equalParametersGiveEqualBytes() throws Exception {
    ModelSpec model = new MlpSpec(6, 4, 3, true);
    List<float[]> values = model.initialParameters(0);
    Path a = NpzFile.write(directory.resolve("a.npz"), "cell", model.parameters(), values);
    byte[] bytes = Files.readAllBytes(a);
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(10))
        .as("DOS time and date, 1 January 1980")
        .isEqualTo(0x0021_0000);
    Path b = NpzFile.write(directory.resolve("b.npz"), "cell", model.parameters(), values);
    assertThat(Files.readAllBytes(b)).isEqualTo(bytes);
  }

  @Test
  void anArrayOfAnotherSizeIsRefusedByName() {
    ModelSpec model = new MlpSpec(6, 4, 3, true);
    List<float[]> values = new ArrayList<>(model.initialParameters(0));
    values.set(1, new float[5]);
    assertThatThrownBy(
            () -> NpzFile.write(directory.resolve("a.npz"), "cell", model.parameters(), values))
        .hasMessage("layer0.bias has 5 numbers, not 4");
    assertThat(directory.resolve("a.npz")).doesNotExist();
  }
}
