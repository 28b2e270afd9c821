package org.gpicl.engine;

/**
 * The compute capabilities that a library has machine code for, both ends included.
 *
 * @param from the oldest
 * @param to the newest
 */
public record CodeRange(Gpu.Capability from, Gpu.Capability to) {

  /** ND4J 1.0.0-M2.1's CUDA backend: no PTX, so nothing newer can be compiled from it. */
  public static final CodeRange ND4J = new CodeRange(3, 7, 8, 9);

  /** PyTorch 2.10 as JavaCPP's presets build it. */
  public static final CodeRange LIBTORCH = new CodeRange(7, 5, 12, 9);

  private CodeRange(int fromMajor, int fromMinor, int toMajor, int toMinor) {
    this(new Gpu.Capability(fromMajor, fromMinor), new Gpu.Capability(toMajor, toMinor));
  }

  public boolean covers(Gpu.Capability capability) {
    return from.compareTo(capability) <= 0 && capability.compareTo(to) <= 0;
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
