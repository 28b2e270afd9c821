package org.gpicl.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VisibleDevicesTest {
  private static final Commands SMI =
      command -> Optional.of("GPU-aa11-1\nGPU-bb22-2\nGPU-bb33-3\n");

  private static List<Integer> shown(String named) {
    return VisibleDevices.of(3, Optional.ofNullable(named), SMI).numbers();
  }

  @Test
  void withoutTheVariableAllAreShown() {
    assertThat(shown(null)).containsExactly(0, 1, 2);
  }

  @Test
  void numbersAreTakenInTheirOrder() {
    assertThat(shown("2,0")).containsExactly(2, 0);
    assertThat(shown(" 1 , 2 ")).containsExactly(1, 2);
  }

  @Test
  void uuidsAreFoundByTheirBeginning() {
    assertThat(shown("GPU-bb33,GPU-aa")).containsExactly(2, 0);
  }

  @Test
  void theListEndsAtWhatCudaDoesNotKnow() {
    assertThat(shown("")).isEmpty();
    assertThat(shown("-1")).isEmpty();
    assertThat(shown("0,7,1")).containsExactly(0);
    assertThat(shown("1,1,0")).containsExactly(1);
    assertThat(shown("GPU-cc")).isEmpty();
    assertThat(shown("MIG-1")).isEmpty();
  }

  @Test
  void withoutNvidiaSmiNoUuidIsKnown() {
    assertThat(VisibleDevices.of(3, Optional.of("GPU-aa"), command -> Optional.empty()).numbers())
        .isEmpty();
  }
}
