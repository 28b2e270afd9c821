package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    assertThat(digestOfJvm("-Xint")).isEqualTo(StepsDigest.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:UseAVX=2", "-XX:MaxVectorSize=16"})
  void otherCompilersAndVectorWidthsEndInTheSameBytes(String flags) throws Exception {
    assertThat(digestOfJvm(flags)).isEqualTo(StepsDigest.of());
  }

  @Test
  void compiledCodeRepeatsWhatInterpretedCodeBegan() {
    String first = StepsDigest.of();
    for (int repeat = 0; repeat < 30; repeat++) {
      assertThat(StepsDigest.of()).isEqualTo(first);
    }
  }

  private static String digestOfJvm(String flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A processor that does not have a flag's instructions knows no such flag.
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.addAll(List.of(flags.split(" ")));
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(StepsDigest.class.getName());
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    String marker = "digest ";
    assertThat(output).contains(marker);
    return output.substring(output.indexOf(marker) + marker.length()).trim();
  }
}
