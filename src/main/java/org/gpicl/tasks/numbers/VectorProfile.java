package org.gpicl.tasks.numbers;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Runs the vector operations of this package before the JVM compiles them: a kernel compiled before
 * its vector types were recorded allocates vectors for the rest of the process.
 */
public final class VectorProfile {
  /** Several times the number of calls after which HotSpot begins to record types. */
  private static final int CALLS = 600;

  static {
    longs(PhiloxVectors.LONGS);
    floats(HalfFloat.FLOATS);
  }

  private VectorProfile() {}

  /** Runs the operations, once per process. */
  public static void gather() {
    // The class's initialisation does the work.
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

  private static void floats(VectorSpecies<Float> species) {
    float[] x = new float[species.length()];
    short[] halfs = new short[species.length()];
    VectorSpecies<Integer> ints = species.withLanes(int.class);
    for (int call = 0; call < CALLS; call++) {
      FloatVector a = FloatVector.fromArray(species, x, 0);
      a.mul(0.5f).sub(a).div(a.add(0.5f).sub(0.5f)).intoArray(x, 0);
      IntVector b = IntVector.broadcast(ints, call).lanewise(VectorOperators.LSHL, 1);
      b = b.lanewise(VectorOperators.LSHL, b).lanewise(VectorOperators.ASHR, 1).add(b).add(1);
      IntVector c = b.and(call).or(b.and(7)).lanewise(VectorOperators.LSHR, 1).sub(1).min(9);
      c = c.blend(b, b.compare(VectorOperators.GT, 1)).blend(3, b.compare(VectorOperators.LT, 1));
      ((ShortVector) c.convertShape(VectorOperators.I2S, HalfFloat.SHORTS, 0)).intoArray(halfs, 0);
      ShortVector d = ShortVector.fromArray(HalfFloat.SHORTS, halfs, 0);
      b = (IntVector) d.convertShape(VectorOperators.S2I, ints, 0);
      b.reinterpretAsFloats().reinterpretAsInts().reinterpretAsFloats().intoArray(x, 0);
    }
  }
}
