package org.gpicl.job.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gpicl.engine.Engine;
import org.gpicl.engine.Gpu;
import org.gpicl.engine.Trainer;
import org.gpicl.engine.TrainingState;
import org.gpicl.engine.vector.VectorEngine;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.TrainingSpec;
import org.junit.jupiter.api.Test;

/** What manifests say of the devices that trained. */
class TrainingDevicesTest {
  private static final List<Gpu> GPUS = List.of(gpu("NVIDIA H200"), gpu("NVIDIA A100"));

  private static Gpu gpu(String name) {
    return new Gpu(name, Optional.empty(), "");
  }

  private static Engine on(int device) {
    return new Engine() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public String description() {
        return "test";
      }

      @Override
      public OptionalInt device() {
        return OptionalInt.of(device);
      }

      @Override
      public Trainer open(
          ModelSpec model,
          TrainingSpec training,
          TrainingState initial,
          java.util.function.BooleanSupplier stop) {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void theProcessorIsNoDevice() {
    assertThat(TrainingDevices.of(List.of(new VectorEngine()), () -> GPUS)).isEmpty();
  }

  @Test
  void eachModelIsNamedOnce() {
    assertThat(TrainingDevices.of(List.of(on(0), on(1)), () -> GPUS))
        .isEqualTo("NVIDIA H200, NVIDIA A100");
    assertThat(TrainingDevices.of(List.of(on(1), on(1)), () -> GPUS)).isEqualTo("NVIDIA A100");
  }

  @Test
  void aDeviceThatTheDriverDoesNotListIsNamedByItsNumber() {
    assertThat(TrainingDevices.of(List.of(on(7)), () -> GPUS)).isEqualTo("device 7");
  }

  @Test
  void anEarlierRunIsReadFromItsProvenance() {
    assertThat(
            TrainingDevices.in(
                "PyTorch 2.9, on NVIDIA H200, compute capability 9.0, 143771 MiB; kernels; CPU"))
        .isEqualTo("NVIDIA H200");
    assertThat(TrainingDevices.in("PyTorch 2.9, on the processor; kernels; CPU")).isEmpty();
    assertThat(TrainingDevices.in("Java Vector API, 512-bit vectors; kernels; CPU")).isEmpty();
  }
}
