package org.gpicl.tasks;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Shows the JVM the vector operations of this package before it compiles them: a kernel that is
 * compiled before the types of its vectors were recorded allocates them for the rest of the
 * process.
 */
final class VectorProfile {
  /** Some times the calls after which HotSpot begins to record types. */
  private static final int CALLS = 2000;

  static {
    longs(PhiloxVectors.LONGS);
    ints(HalfFloat.FLOATS.withLanes(int.class));
    halfs();
  }

  private VectorProfile() {}

  /** Does it, once in the life of a process. */
  static void gather() {
    // The work is that of the class's initialisation.
  }

  private static void longs(VectorSpecies<Long> species) {
    long[] x = new long[species.length()];
    for (int call = 0; call < CALLS; call++) {
      LongVector a = LongVector.fromArray(species, x, 0);
      LongVector b = LongVector.zero(species).addIndex(1).add(call).add(a).mul(a);
      b = b.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.XOR, a);
      b = b.lanewise(VectorOperators.LSHL, 1).or(a).sub(b);
      b.and(LongVector.broadcast(species, call)).intoArray(x, 0);
    }
  }

  private static void ints(VectorSpecies<Integer> species) {
    float[] x = new float[species.length()];
    for (int call = 0; call < CALLS; call++) {
      IntVector a = IntVector.broadcast(species, call);
      a.lanewise(VectorOperators.LSHL, a)
          .lanewise(VectorOperators.ASHR, 1)
          .and(call)
          .reinterpretAsFloats()
          .intoArray(x, 0);
    }
  }

  private static void halfs() {
    float[] x = new float[HalfFloat.FLOATS.length()];
    short[] halfs = new short[x.length];
    for (int call = 0; call < CALLS; call++) {
      FloatVector.fromArray(HalfFloat.FLOATS, x, 0).mul(0.5f).intoArray(x, 0);
      HalfFloat.fromFloats(x, 0, halfs, 0, x.length);
      HalfFloat.toFloats(halfs, 0, x, 0, x.length);
      HalfFloat.roundAll(x, 0, x, 0, x.length);
    }
  }
}
