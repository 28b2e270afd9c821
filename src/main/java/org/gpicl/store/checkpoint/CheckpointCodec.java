package org.gpicl.store.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.gpicl.engine.TrainingState;
import org.gpicl.tasks.StandardError;

/**
 * Checkpoints as bytes: a magic word, a version, the step, the progress, then parameters and
 * moments as little-endian floats, each array behind its length. The same state gives the same
 * bytes. They are written and read piece by piece: a state may be hundreds of megabytes.
 *
 * <p>Version 1 has no standard error of the best evaluation. It is still written where there is
 * none, so that a state has only one form.
 */
public final class CheckpointCodec {
  private static final byte[] MAGIC = "GPICLCKP".getBytes(StandardCharsets.US_ASCII);
  private static final int WITHOUT_ERROR = 1;
  private static final int WITH_ERROR = 2;
  private static final int FIXED_BYTES = MAGIC.length + 2 * Integer.BYTES + 9 * Long.BYTES;
  private static final int PIECE_BYTES = 1 << 16;

  private CheckpointCodec() {}

  /** How many bytes {@link #encode} writes. */
  public static long size(Checkpoint checkpoint) {
    TrainingState state = checkpoint.state();
    return headBytes(checkpoint.progress().best())
        + bytes(state.parameters())
        + bytes(state.firstMoments())
        + bytes(state.secondMoments());
  }

  private static int headBytes(Evaluation best) {
    int positions = Double.BYTES * best.accuracyByPosition().length;
    int error = 2 * Long.BYTES + Integer.BYTES + Double.BYTES * best.error().byPosition().length;
    return FIXED_BYTES + positions + (version(best) == WITH_ERROR ? error : 0);
  }

  private static int version(Evaluation best) {
    return best.error().tasks() > 0 ? WITH_ERROR : WITHOUT_ERROR;
  }

  static void encode(Checkpoint checkpoint, OutputStream to) throws IOException {
    TrainingState state = checkpoint.state();
    TrainingProgress progress = checkpoint.progress();
    Evaluation best = progress.best();
    ByteBuffer head = ByteBuffer.allocate(headBytes(best)).order(ByteOrder.LITTLE_ENDIAN);
    head.put(MAGIC).putInt(version(best)).putLong(state.step());
    head.putDouble(best.accuracy()).putDouble(best.loss());
    put(head, best.accuracyByPosition());
    if (version(best) == WITH_ERROR) {
      head.putDouble(best.error().ofAccuracy()).putLong(best.error().tasks());
      put(head, best.error().byPosition());
    }
    head.putDouble(progress.lossSum()).putLong(progress.steps());
    head.putLong(progress.correct()).putLong(progress.predictions());
    head.putDouble(progress.train().accuracy()).putDouble(progress.train().loss());
    to.write(head.array());
    ByteBuffer piece = piece();
    put(to, piece, state.parameters());
    put(to, piece, state.firstMoments());
    put(to, piece, state.secondMoments());
  }

  /** What {@link #encode} writes, all at once. */
  public static byte[] bytes(Checkpoint checkpoint) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.toIntExact(size(checkpoint)));
    try {
      encode(checkpoint, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * What {@link #bytes} wrote.
   *
   * @throws CheckpointException if this is no checkpoint, or not all of one
   */
  static Checkpoint of(byte[] bytes) {
    try {
      return decode(new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param size of the whole; no length that is read may claim more than what is left of it
   * @throws CheckpointException if this is no checkpoint, or not all of one
   * @throws IOException if reading fails, which says nothing about what is there
   */
  static Checkpoint decode(InputStream from, long size) throws IOException {
    Reader in = new Reader(new DataInputStream(from), size);
    try {
      byte[] magic = new byte[MAGIC.length];
      in.bytes(magic.length).get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw new CheckpointException("it does not begin as a checkpoint does");
      }
      int version = in.bytes(Integer.BYTES).getInt();
      if (version < WITHOUT_ERROR || version > WITH_ERROR) {
        throw new CheckpointException(
            "its version is " + version + ", this program reads version " + WITH_ERROR);
      }
      ByteBuffer head = in.bytes(3 * Long.BYTES);
      long step = head.getLong();
      double bestAccuracy = head.getDouble();
      double bestLoss = head.getDouble();
      double[] positions = in.doubles();
      StandardError error = version == WITH_ERROR ? error(in) : StandardError.UNKNOWN;
      Evaluation best = new Evaluation(Evaluation.SEEN, bestAccuracy, bestLoss, positions, error);
      ByteBuffer sums = in.bytes(6 * Long.BYTES);
      double lossSum = sums.getDouble();
      long steps = sums.getLong();
      long correct = sums.getLong();
      long predictions = sums.getLong();
      Evaluation train =
          new Evaluation(Evaluation.TRAIN, sums.getDouble(), sums.getDouble(), new double[0]);
      TrainingState state = new TrainingState(step, in.arrays(), in.arrays(), in.arrays());
      if (in.left > 0) {
        throw new CheckpointException(in.left + " bytes too many stand at its end");
      }
      return new Checkpoint(
          state, new TrainingProgress(best, lossSum, steps, correct, predictions, train));
    } catch (EOFException e) {
      throw new CheckpointException("it is cut short at byte " + (size - in.left), e);
    }
  }

  private static StandardError error(Reader in) throws IOException {
    ByteBuffer head = in.bytes(2 * Long.BYTES);
    double ofAccuracy = head.getDouble();
    long tasks = head.getLong();
    if (tasks < 1) {
      throw new CheckpointException("its standard error is over " + tasks + " tasks");
    }
    return new StandardError(ofAccuracy, in.doubles(), tasks);
  }

  private static void put(ByteBuffer head, double[] numbers) {
    head.putInt(numbers.length);
    for (double number : numbers) {
      head.putDouble(number);
    }
  }

  private static ByteBuffer piece() {
    return ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long bytes(List<float[]> arrays) {
    return Integer.BYTES
        + arrays.stream().mapToLong(a -> Integer.BYTES + (long) Float.BYTES * a.length).sum();
  }

  private static void put(OutputStream to, ByteBuffer piece, List<float[]> arrays)
      throws IOException {
    to.write(piece.putInt(0, arrays.size()).array(), 0, Integer.BYTES);
    int most = PIECE_BYTES / Float.BYTES;
    for (float[] array : arrays) {
      to.write(piece.putInt(0, array.length).array(), 0, Integer.BYTES);
      for (int at = 0; at < array.length; at += most) {
        int some = Math.min(most, array.length - at);
        piece.asFloatBuffer().put(array, at, some);
        to.write(piece.array(), 0, Float.BYTES * some);
      }
    }
  }

  /** Reads little-endian numbers and knows how many bytes are left. */
  private static final class Reader {
    private final DataInputStream from;
    private final ByteBuffer piece = piece();
    private long left;

    Reader(DataInputStream from, long size) {
      this.from = from;
      this.left = size;
    }

    public ByteBuffer bytes(int count) throws IOException {
      from.readFully(piece.array(), 0, count);
      left -= count;
      return piece.clear().limit(count);
    }

    double[] doubles() throws IOException {
      double[] numbers = new double[length(Double.BYTES)];
      for (int j = 0; j < numbers.length; j++) {
        numbers[j] = bytes(Double.BYTES).getDouble();
      }
      return numbers;
    }

    List<float[]> arrays() throws IOException {
      int count = length(Integer.BYTES);
      int most = PIECE_BYTES / Float.BYTES;
      List<float[]> arrays = new ArrayList<>(count);
      for (int k = 0; k < count; k++) {
        float[] array = new float[length(Float.BYTES)];
        for (int at = 0; at < array.length; at += most) {
          int some = Math.min(most, array.length - at);
          bytes(Float.BYTES * some).asFloatBuffer().get(array, at, some);
        }
        arrays.add(array);
      }
      return arrays;
    }

    /** A length that the rest can hold: damage must not make us allocate gigabytes. */
    int length(int elementBytes) throws IOException {
      int length = bytes(Integer.BYTES).getInt();
      if (length < 0 || (long) length * elementBytes > left) {
        throw new CheckpointException("it claims " + length + " elements but is cut short");
      }
      return length;
    }
  }
}
