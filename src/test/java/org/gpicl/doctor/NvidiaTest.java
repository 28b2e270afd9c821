package org.gpicl.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.gpicl.doctor.Finding.Verdict;
import org.gpicl.engine.CodeRange;
import org.gpicl.engine.Commands;
import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.Gpu;
import org.gpicl.engine.Nvidia;
import org.gpicl.engine.vector.VectorEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices as reported by made-up driver files and a made-up nvidia-smi. */
class NvidiaTest {
  private static final Commands NOT_THERE = command -> Optional.empty();
  private static final Predicate<String> NOTHING = name -> false;
  private static final Function<String, Engine> LOADS = name -> new VectorEngine();

  @TempDir Path driver;

  private static Commands smi(String... lines) {
    return command -> {
      assertThat(command).startsWith("nvidia-smi");
      return Optional.of(String.join("\n", lines) + "\n");
    };
  }

  private void device(String bus, String model) throws IOException {
    Path gpu = Files.createDirectories(driver.resolve("gpus").resolve(bus));
    Files.writeString(
        gpu.resolve("information"),
        "Model: \t\t " + model + "\nIRQ:   \t\t 123\nGPU UUID: GPU-1\n");
    Files.writeString(
        driver.resolve("version"),
        "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.90.07  Fri May 31 09:35:42 UTC 2024\n");
  }

  private List<Finding> engines(Nvidia nvidia, Predicate<String> onClassPath) {
    return new EngineCheck(nvidia, onClassPath, LOADS).look();
  }

  @Test
  void nvidiaSmiReportsNameCapabilityMemoryAndDriver() throws IOException {
    device("0000:65:00.0", "NVIDIA H100 80GB HBM3");
    Nvidia nvidia = Nvidia.of(driver, smi("NVIDIA H100 80GB HBM3, 9.0, 81559 MiB, 550.90.07"));
    assertThat(new NvidiaCheck(nvidia).look())
        .containsExactly(
            Finding.ok(
                "GPU",
                "NVIDIA H100 80GB HBM3, compute capability 9.0, 81559 MiB, driver 550.90.07"));
  }

  @Test
  void whatIsUsableIsWhatALibraryHasCodeFor() {
    Nvidia two = Nvidia.of(driver, smi("H100, 9.0, 81559 MiB, 550.1", "L4, 8.9, 23034 MiB, 550.1"));
    assertThat(two.devices().get(1).bytes()).hasValue(23034.0 * (1 << 20));
    assertThat(new Gpu("A", Optional.empty(), "").bytes()).isEmpty();
    if (System.getenv("CUDA_VISIBLE_DEVICES") == null) {
      assertThat(two.usable(CodeRange.ND4J)).containsExactly(1);
      assertThat(two.usable(CodeRange.LIBTORCH)).containsExactly(0, 1);
    }
    assertThat(Nvidia.of(driver, NOT_THERE).without(CodeRange.ND4J)).contains("no NVIDIA device");
    Nvidia hopper = Nvidia.of(driver, smi("H100, 9.0, 81559 MiB, 550.1"));
    assertThat(hopper.without(CodeRange.ND4J)).contains("3.7 to 8.9", "H100");
  }

  @Test
  void withoutItTheDriversFilesGiveTheNames() throws IOException {
    device("0000:65:00.0", "Tesla T4");
    device("0000:b3:00.0", "Tesla T4");
    List<Finding> findings = new NvidiaCheck(Nvidia.of(driver, NOT_THERE)).look();
    assertThat(findings).hasSize(2);
    assertThat(findings.get(0).verdict()).isEqualTo(Verdict.NOTE);
    assertThat(findings.get(0).text())
        .isEqualTo("Tesla T4, driver 550.90.07; what it can run is not known");
    assertThat(engines(Nvidia.of(driver, NOT_THERE), NOTHING)).hasSize(3);
  }

  @Test
  void aDriverWithoutDevicesAndNoDriverAreDistinguished() throws IOException {
    assertThat(new NvidiaCheck(Nvidia.of(driver, NOT_THERE)).look().get(0).verdict())
        .isEqualTo(Verdict.OK);
    Files.writeString(driver.resolve("version"), "NVRM version: NVIDIA UNIX 550.90.07  x\n");
    Finding none = new NvidiaCheck(Nvidia.of(driver, NOT_THERE)).look().get(0);
    assertThat(none.text()).isEqualTo("no NVIDIA device, driver 550.90.07");
    assertThat(none.advice()).contains("--gpus all");
  }

  @Test
  void anEngineSaysWhetherItHasCodeForTheDevice() {
    Nvidia hopper = Nvidia.of(driver, smi("H100, 9.0, 1 MiB, 550.1"));
    Nvidia ada = Nvidia.of(driver, smi("L4, 8.9, 1 MiB, 550.1"));
    Nvidia kepler = Nvidia.of(driver, smi("K80, 3.7, 1 MiB, 470.1"));

    assertThat(engines(hopper, NOTHING).get(1).text())
        .endsWith(
            "; not on the GPU: ND4J's CUDA backend is not built in; it has code for compute"
                + " capability 3.7 to 8.9, and H100 has 9.0");
    assertThat(engines(ada, NOTHING).get(1).text()).endsWith("; it has code for L4");
    assertThat(engines(ada, name -> true).get(1).text())
        .endsWith("; it has code for L4")
        .doesNotContain("not on the GPU");

    assertThat(engines(hopper, NOTHING).get(2).text())
        .isEqualTo("not built in; it has code for H100");
    assertThat(engines(hopper, NOTHING).get(2).verdict()).isEqualTo(Verdict.NOTE);
    assertThat(engines(kepler, name -> true).get(2).text())
        .endsWith("it has code for compute capability 7.5 to 12.9, and K80 has 3.7");
  }

  @Test
  void withoutDevicesEnginesAreForTheProcessorAndNothingIsMissing() {
    List<Finding> findings = engines(Nvidia.of(driver, NOT_THERE), NOTHING);
    assertThat(findings).extracting(Finding::verdict).containsOnly(Verdict.OK);
    assertThat(findings)
        .extracting(Finding::subject)
        .containsExactly("engine vector", "engine nd4j", "engine libtorch");
    assertThat(findings.get(1).text()).doesNotContain("GPU");
  }

  @Test
  void anEngineThatDoesNotLoadIsWrong() {
    Function<String, Engine> broken =
        name -> {
          throw new EngineException("no natives of " + name);
        };
    List<Finding> findings = new EngineCheck(Nvidia.of(driver, NOT_THERE), NOTHING, broken).look();
    assertThat(findings.get(1).verdict()).isEqualTo(Verdict.WRONG);
    assertThat(findings.get(1).text()).isEqualTo("no natives of nd4j");
  }

  @Test
  void linesThatAreNoneOfItsAreLeftOut() {
    Nvidia nvidia = Nvidia.of(driver, smi("NVIDIA-SMI has failed", "", "A, [N/A], 1 MiB, 2"));
    assertThat(nvidia.devices()).containsExactly(new Gpu("A", Optional.empty(), "1 MiB"));
  }
}
