package org.gpicl.engine.vector.bf16;

import com.sun.jna.Pointer;
import java.util.Set;
import org.gpicl.engine.EngineException;
import org.gpicl.machine.Machine;

/** Whether this machine multiplies in bf16, and with what. */
public final class Bf16 {
  private static final String TILES = "amx_bf16";
  private static final String VECTORS = "avx512_bf16";

  private Bf16() {}

  /** Whether the library is built in and the processor has instructions for it; loads nothing. */
  public static boolean available() {
    Set<String> instructions = Machine.instructions();
    return Bf16.class.getResource(OneDnn.FOLDER + OneDnn.LIBRARY) != null
        && (instructions.contains(TILES) || instructions.contains(VECTORS));
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
              Machine.instructions().contains(TILES) ? "AMX" : "AVX512-BF16");
    } catch (LinkageError e) {
      throw new EngineException(
          "oneDNN, which multiplies in bf16, cannot be loaded (%s); precision: 32 needs no such library"
              .formatted(e.getMessage()),
          e);
    }
  }
}
