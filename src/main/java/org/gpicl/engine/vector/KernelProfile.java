package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Runs every vector operation of the kernels before the JVM compiles any of them.
 *
 * <p>The Vector API calls abstract methods of its own vectors. HotSpot resolves them from the types
 * it has recorded; a kernel compiled before any were recorded, as happens when the compiler queues
 * are long, would allocate a vector with every store for the rest of the process.
 */
final class KernelProfile {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;

  /** Several times the number of calls after which HotSpot begins to record types. */
  private static final int CALLS = 2000;

  static {
    float[] x = new float[Lanes.COUNT];
    for (int call = 0; call < CALLS; call++) {
      FloatVector a = FloatVector.fromArray(FLOATS, x, 0);
      FloatVector b = a.mul(0.5f).add(a).sub(0.1f).div(a.add(2f));
      b = b.fma(a, b).max(a).max(0f).min(1f).neg().abs().sqrt().mul(b);
      b = b.blend(0f, b.compare(VectorOperators.LT, 0f));
      b = a.blend(b, a.compare(VectorOperators.GT, b));
      b.reinterpretAsInts()
          .lanewise(VectorOperators.LSHL, 0)
          .add(b.reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(x, 0);
      IntVector bits =
          IntVector.broadcast(Bits.INTS, call)
              .lanewise(VectorOperators.LSHL, Bits.TO_SIGN)
              .lanewise(VectorOperators.ASHR, Integer.SIZE - 1);
      a.reinterpretAsInts().and(bits).reinterpretAsFloats().intoArray(x, 0);
      bits.lanewise(VectorOperators.NOT)
          .and(Integer.MIN_VALUE)
          .or(a.reinterpretAsInts())
          .reinterpretAsFloats()
          .intoArray(x, 0);
      FloatVector.zero(FLOATS).sub(FloatVector.broadcast(FLOATS, 1f)).intoArray(x, 0);
    }
  }

  private KernelProfile() {}

  /** Runs the operations, once per process. */
  static void gather() {
    // The class's initialisation does the work.
  }
}
