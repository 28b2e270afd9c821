package org.gpicl.doctor;

import java.util.Optional;
import java.util.Set;
import org.gpicl.machine.Machine;

/**
 * The processor, as far as it matters for the choice of kernels.
 *
 * @param flags its instruction sets; empty if the system does not list them
 */
record Processor(String name, Set<String> flags) {

  static Processor ofThisMachine() {
    return new Processor(Machine.processor(), Machine.instructions());
  }

  /** The launcher's value for OPENBLAS_CORETYPE; empty if it leaves the choice to OpenBLAS. */
  Optional<String> bestKernels() {
    if (flags.contains("avx512_bf16")) {
      return Optional.of("Cooperlake");
    }
    if (flags.contains("avx512bw")) {
      return Optional.of("SkylakeX");
    }
    return flags.contains("avx2") ? Optional.of("Haswell") : Optional.empty();
  }
}
