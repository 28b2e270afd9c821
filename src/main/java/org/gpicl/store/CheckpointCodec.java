package org.gpicl.store;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gpicl.engine.TrainingState;

/**
 * Checkpoints as bytes: a magic word, a version, the step, the progress, then parameters and
 * moments as little-endian floats, each array behind its length. The same state gives the same
 * bytes.
 */
final class CheckpointCodec {
  private static final byte[] MAGIC = "GPICLCKP".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int FIXED_BYTES = 128;

  private CheckpointCodec() {}

  static byte[] encode(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    TrainingProgress progress = checkpoint.progress();
    double[] positions = progress.best().accuracyByPosition();
    long size =
        FIXED_BYTES
            + 8L * positions.length
            + bytes(state.parameters())
            + bytes(state.firstMoments())
            + bytes(state.secondMoments());
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(MAGIC).putInt(VERSION).putLong(state.step());
    out.putDouble(progress.best().accuracy()).putDouble(progress.best().loss());
    out.putInt(positions.length);
    for (double position : positions) {
      out.putDouble(position);
    }
    out.putDouble(progress.lossSum()).putLong(progress.steps());
    out.putLong(progress.correct()).putLong(progress.predictions());
    out.putDouble(progress.train().accuracy()).putDouble(progress.train().loss());
    put(out, state.parameters());
    put(out, state.firstMoments());
    put(out, state.secondMoments());
    return Arrays.copyOf(out.array(), out.position());
  }

  static Checkpoint decode(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    try {
      byte[] magic = new byte[MAGIC.length];
      in.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new CheckpointException("it does not begin as a checkpoint does");
      }
      int version = in.getInt();
      if (version != VERSION) {
        throw new CheckpointException(
            "its version is " + version + ", this program reads version " + VERSION);
      }
      long step = in.getLong();
      double bestAccuracy = in.getDouble();
      double bestLoss = in.getDouble();
      double[] positions = new double[length(in, Double.BYTES)];
      for (int j = 0; j < positions.length; j++) {
        positions[j] = in.getDouble();
      }
      Evaluation best = new Evaluation(Evaluation.SEEN, bestAccuracy, bestLoss, positions);
      double lossSum = in.getDouble();
      long steps = in.getLong();
      long correct = in.getLong();
      long predictions = in.getLong();
      Evaluation train =
          new Evaluation(Evaluation.TRAIN, in.getDouble(), in.getDouble(), new double[0]);
      TrainingState state = new TrainingState(step, get(in), get(in), get(in));
      if (in.hasRemaining()) {
        throw new CheckpointException(in.remaining() + " bytes too many stand at its end");
      }
      return new Checkpoint(
          state, new TrainingProgress(best, lossSum, steps, correct, predictions, train));
    } catch (BufferUnderflowException e) {
      throw new CheckpointException("it is cut short at byte " + bytes.length, e);
    }
  }

  private static long bytes(List<float[]> arrays) {
    return 4 + arrays.stream().mapToLong(a -> 4L + 4L * a.length).sum();
  }

  private static void put(ByteBuffer out, List<float[]> arrays) {
    out.putInt(arrays.size());
    for (float[] array : arrays) {
      out.putInt(array.length);
      out.asFloatBuffer().put(array);
      out.position(out.position() + Float.BYTES * array.length);
    }
  }

  private static List<float[]> get(ByteBuffer in) {
    int count = length(in, Integer.BYTES);
    List<float[]> arrays = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      float[] array = new float[length(in, Float.BYTES)];
      in.asFloatBuffer().get(array);
      in.position(in.position() + Float.BYTES * array.length);
      arrays.add(array);
    }
    return arrays;
  }

  /** A length that the rest of the bytes can hold: damage must not make us allocate gigabytes. */
  private static int length(ByteBuffer in, int elementBytes) {
    int length = in.getInt();
    if (length < 0 || (long) length * elementBytes > in.remaining()) {
      throw new CheckpointException("it claims " + length + " elements but is cut short");
    }
    return length;
  }
}
