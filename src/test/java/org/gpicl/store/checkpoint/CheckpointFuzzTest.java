package org.gpicl.store.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.gpicl.engine.TrainingState;
import org.gpicl.fuzz.BoundedCall;
import org.gpicl.fuzz.Cases;
import org.gpicl.fuzz.Damage;
import org.gpicl.fuzz.FuzzedBytes;
import org.gpicl.tasks.StandardError;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes are taken for a checkpoint, the decoder returns one or says what is wrong, soon
 * and in little memory.
 *
 * <p>{@code ./mvnw test -Dtest='*FuzzTest' -Dfuzz.cases=200000} runs all fuzz tests for longer; the
 * inputs of a shorter run are the first of a longer one.
 */
class CheckpointFuzzTest {
  /** An array of one number is 8 bytes in the file and takes some objects to read. */
  private static final int BYTES_PER_BYTE = 64;

  private static final long BYTES_AT_LEAST = 1 << 20;

  private final BoundedCall calls = new BoundedCall();

  private static FuzzedBytes damaged(Random random) {
    return Damage.of(sound(random), sound(random), random);
  }

  private static FuzzedBytes noise(Random random) {
    FuzzedBytes noise = Damage.noise(random, 4096);
    byte[] head = Arrays.copyOf(sound(random), random.nextInt(64));
    System.arraycopy(head, 0, noise.bytes(), 0, Math.min(head.length, noise.bytes().length));
    return noise;
  }

  private static byte[] sound(Random random) {
    List<float[]> parameters = arrays(random, random.nextInt(6));
    int moments = random.nextBoolean() ? 0 : parameters.size();
    double[] positions = random.doubles(random.nextInt(8)).toArray();
    StandardError error =
        random.nextBoolean()
            ? StandardError.UNKNOWN
            : new StandardError(
                random.nextDouble(),
                random.doubles(positions.length).toArray(),
                2 + random.nextInt(100));
    TrainingProgress progress =
        new TrainingProgress(
            new Evaluation(
                Evaluation.SEEN, random.nextDouble(), random.nextDouble(), positions, error),
            random.nextGaussian(),
            random.nextInt(100),
            random.nextInt(1000),
            random.nextInt(1000),
            new Evaluation(Evaluation.TRAIN, Double.NaN, Double.NaN, new double[0]));
    return CheckpointCodec.bytes(
        new Checkpoint(
            new TrainingState(
                random.nextInt(1_000_000),
                parameters,
                arrays(random, moments),
                arrays(random, moments)),
            progress));
  }

  private static List<float[]> arrays(Random random, int count) {
    List<float[]> arrays = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      float[] array = new float[random.nextInt(40) == 0 ? 20_000 : random.nextInt(50)];
      for (int j = 0; j < array.length; j++) {
        array[j] = random.nextFloat();
      }
      arrays.add(array);
    }
    return arrays;
  }

  @Test
  void aDamagedCheckpointIsRefusedOrReadsBackAsItStands() {
    Cases.of(41, 250)
        .each(CheckpointFuzzTest::damaged, input -> isRefusedOrReadsBack(input.bytes()));
  }

  @Test
  void noiseIsRefusedOrReadsBackAsItStands() {
    Cases.of(42, 250).each(CheckpointFuzzTest::noise, input -> isRefusedOrReadsBack(input.bytes()));
  }

  /** As a database gives it that has lost a part, or holds parts of any size. */
  @Test
  void lostAndEmptyPartsAreRefused() {
    Cases.of(43, 250).each(CheckpointFuzzTest::damaged, this::areRefused);
  }

  private void areRefused(FuzzedBytes input) {
    Random random = new Random(Arrays.hashCode(input.bytes()));
    List<byte[]> parts = new ArrayList<>();
    for (int at = 0; at < input.bytes().length; ) {
      int to = Math.min(input.bytes().length, at + random.nextInt(2 + input.bytes().length / 2));
      parts.add(Arrays.copyOfRange(input.bytes(), at, to));
      at = to;
    }
    int kept = random.nextInt(parts.size() + 1);
    int size = input.bytes().length;

    Optional<Checkpoint> read =
        calls
            .of(
                () ->
                    CheckpointCodec.decode(
                        new StoredParts(
                            n -> n < kept ? Optional.of(parts.get(n)) : Optional.empty()),
                        size))
            .isAValueOr(CheckpointException.class)
            .tookAtMost(BYTES_AT_LEAST + BYTES_PER_BYTE * size)
            .value();

    int there = parts.subList(0, kept).stream().mapToInt(part -> part.length).sum();
    if (there < size) {
      assertThat(read).isEmpty();
    }
  }

  @Test
  void anArrayOfGigabytesThatIsNotThereTakesNoMemory() {
    byte[] sound =
        CheckpointCodec.bytes(
            new Checkpoint(
                new TrainingState(1, List.of(new float[4]), List.of(), List.of()),
                TrainingProgress.none()));
    byte[] claims = sound.clone();
    int length = claims.length - 4 * Float.BYTES - 3 * Integer.BYTES;
    claims[length + 3] = 0x7F; // little-endian: 2 billion numbers
    calls.of(() -> decode(claims)).isAValueOr(CheckpointException.class).tookAtMost(BYTES_AT_LEAST);
    assertThatThrownBy(() -> decode(claims)).hasMessageContaining("elements but is cut short");
  }

  private void isRefusedOrReadsBack(byte[] bytes) {
    calls
        .of(() -> decode(bytes))
        .isAValueOr(CheckpointException.class)
        .tookAtMost(BYTES_AT_LEAST + (long) BYTES_PER_BYTE * bytes.length)
        .value()
        .ifPresent(read -> assertThat(CheckpointCodec.bytes(read)).isEqualTo(bytes));
  }

  private static Checkpoint decode(byte[] bytes) {
    return CheckpointCodec.of(bytes);
  }
}
