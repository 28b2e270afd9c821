package org.gpicl.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that was compiled on the spot stands for the one of the driver. */
class NvmlDevicesTest {
  private static final String TWO_DEVICES =
      """
      #include <string.h>
      typedef struct { unsigned int gpu, memory; } utilization;
      typedef struct { unsigned long long total, free, used; } memory;
      static int devices[2];
      int nvmlInit_v2(void) { return INIT; }
      int nvmlDeviceGetCount_v2(unsigned int *count) { *count = 3; return 0; }
      int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void **device) {
        if (index == 1) return 15; /* it fell off the bus */
        *device = &devices[index / 2];
        return 0;
      }
      int nvmlDeviceGetName(void *device, char *name, unsigned int length) {
        strncpy(name, device == &devices[0] ? "NVIDIA H100 80GB HBM3" : "NVIDIA A2", length);
        return 0;
      }
      int nvmlDeviceGetUtilizationRates(void *device, utilization *rates) {
        if (device == &devices[1]) return 3; /* not supported */
        rates->gpu = 87; rates->memory = 12;
        return 0;
      }
      int nvmlDeviceGetMemoryInfo(void *device, memory *info) {
        info->total = 85520809984ULL; info->free = 80000000000ULL; info->used = 5520809984ULL;
        return 0;
      }
      int nvmlDeviceGetTemperature(void *device, int sensor, unsigned int *celsius) {
        *celsius = sensor == 0 ? 61 : 999;
        return 0;
      }
      int nvmlDeviceGetPowerUsage(void *device, unsigned int *milliwatts) {
        if (device == &devices[1]) return 3;
        *milliwatts = 412345;
        return 0;
      }
      """;

  @TempDir Path directory;

  private String library(int init) throws Exception {
    Path source = Files.writeString(directory.resolve("nvml.c"), TWO_DEVICES);
    Path library = directory.resolve("libfake-nvidia-ml.so.1");
    assumeTrue(compiled(source, library, init), "there is a C compiler");
    return library.toString();
  }

  private static boolean compiled(Path source, Path library, int init) throws Exception {
    try {
      Process compiler =
          new ProcessBuilder(
                  "gcc",
                  "-shared",
                  "-fPIC",
                  "-DINIT=" + init,
                  "-o",
                  library.toString(),
                  source.toString())
              .inheritIO()
              .start();
      return compiler.waitFor() == 0;
    } catch (IOException noCompiler) {
      return false;
    }
  }

  @Test
  void eachDeviceTellsWhatItCan() throws Exception {
    List<Readings.OfDevice> devices = NvmlDevices.of(library(0)).look();
    assertThat(devices)
        .containsExactly(
            new Readings.OfDevice(
                0, "NVIDIA H100 80GB HBM3", 0.87, 5520809984.0, 85520809984.0, 61, 412.345),
            new Readings.OfDevice(
                2, "NVIDIA A2", Double.NaN, 5520809984.0, 85520809984.0, 61, Double.NaN));
  }

  @Test
  void aDriverThatDoesNotStartHasNoDevices() throws Exception {
    assertThat(NvmlDevices.of(library(9)).look()).isEmpty();
  }

  @Test
  void aMachineWithoutADriverHasNoDevices() {
    assertThat(NvmlDevices.of(directory.resolve("libnothing.so.1").toString()).look()).isEmpty();
  }
}
