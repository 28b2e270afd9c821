package org.gpicl.job.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.gpicl.engine.Engine;
import org.gpicl.engine.EngineException;
import org.gpicl.engine.Nvidia;
import org.gpicl.sweep.CheckpointStore;
import org.gpicl.sweep.Place;
import org.gpicl.sweep.SlurmTasks;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.Trackers;
import org.junit.jupiter.api.Test;

class EnginesTest {

  private static Engine of(String name, Sweep.Device device) {
    return Engines.of(
        new Sweep.Execution(
            name,
            device,
            0,
            false,
            0,
            Place.HERE,
            SlurmTasks.ONE,
            Trackers.CONFIGURED,
            CheckpointStore.DATABASE,
            0));
  }

  @Test
  void autoIsTheProcessorsFastestWhereThereIsNoGpu() {
    assumeTrue(Nvidia.ofThisMachine().devices().isEmpty());
    assertThat(of("auto", Sweep.Device.AUTO).name()).isEqualTo("vector");
  }

  @Test
  void autoKeepsToTheProcessorIfToldTo() {
    assertThat(of("auto", Sweep.Device.CPU).name()).isEqualTo("vector");
  }

  @Test
  void anEngineThatIsNotThereIsToldWithThoseThatAre() {
    assertThatThrownBy(() -> Engines.named("torch"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("there is no engine torch")
        .hasMessageContaining("vector");
  }

  @Test
  void libtorchIsToldHowToBuildInOrIsThere() {
    try {
      assertThat(Engines.named("libtorch").name()).isEqualTo("libtorch");
    } catch (EngineException notBuilt) {
      assertThat(notBuilt).hasMessageContaining("GPICL_BUILD=libtorch-gpu");
    }
  }
}
