package org.gpicl.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of a machine. */
class MachineTest {
  @TempDir Path directory;

  @Test
  void theInstructionsOfAProcessorAreThoseThatLinuxLists() throws IOException {
    Path cpuinfo =
        Files.writeString(
            directory.resolve("cpuinfo"),
            "processor\t: 0\nflags\t\t: fpu avx2 avx512bw avx512_bf16\nbugs\t\t: x\n");
    assertThat(Machine.instructions(cpuinfo))
        .containsExactlyInAnyOrder("fpu", "avx2", "avx512bw", "avx512_bf16");
  }

  @Test
  void otherSystemsListNone() {
    assertThat(Machine.instructions(directory.resolve("cpuinfo"))).isEmpty();
  }
}
