package org.gpicl.engine.vector.bf16;

import com.sun.jna.Pointer;
import java.util.Set;
import org.gpicl.engine.EngineException;
import org.gpicl.machine.Machine;

/** Whether this machine multiplies in bf16, and with what. */
public final class Bf16 {
  private static final boolean AVAILABLE =
      Bf16.class.getResource(OneDnn.FOLDER + OneDnn.LIBRARY) != null
          && Machine.instructions().stream().anyMatch(Set.of("amx_bf16", "avx512_bf16")::contains);

  private Bf16() {}

  /** Whether the library is built in and the processor has instructions for it; loads nothing. */
  public static boolean available() {
    return AVAILABLE;
  }

  /**
   * Loads the library.
   *
   * @return its version and instructions, on which the last bits of products depend
   * @throws EngineException if the system cannot load it; the message gives the reason
   */
  public static String load() {
    try {
      Pointer version = OneDnn.dnnl_version();
      return "bf16 products by oneDNN %d.%d.%d with %s"
          .formatted(
              version.getInt(0),
              version.getInt(Integer.BYTES),
              version.getInt(2 * Integer.BYTES),
              OneDnn.dnnl_cpu_isa2str(OneDnn.dnnl_get_effective_cpu_isa()));
    } catch (LinkageError e) {
      throw new EngineException(
          "oneDNN, which multiplies in bf16, cannot be loaded (%s); precision: 32 needs no such library"
              .formatted(e.getMessage()),
          e);
    }
  }
}
