package org.gpicl.engine;

/**
 * The range of compute capabilities that a library has machine code for, both ends included.
 *
 * @param from the oldest
 * @param to the newest
 */
public record CodeRange(Gpu.Capability from, Gpu.Capability to) {

  /** ND4J 1.0.0-M2.1's CUDA backend: it has no PTX, so it cannot be compiled for anything newer. */
  public static final CodeRange ND4J = new CodeRange(3, 7, 8, 9);

  /** PyTorch 2.10 as built by JavaCPP's presets. */
  public static final CodeRange LIBTORCH = new CodeRange(7, 5, 12, 9);

  private CodeRange(int fromMajor, int fromMinor, int toMajor, int toMinor) {
    this(new Gpu.Capability(fromMajor, fromMinor), new Gpu.Capability(toMajor, toMinor));
  }

  /** Whether the library has code for a compute capability. */
  public boolean covers(Gpu.Capability capability) {
    return from.compareTo(capability) <= 0 && capability.compareTo(to) <= 0;
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
