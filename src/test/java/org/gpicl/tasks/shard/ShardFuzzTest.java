package org.gpicl.tasks.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.gpicl.fuzz.BoundedCall;
import org.gpicl.fuzz.Cases;
import org.gpicl.fuzz.Damage;
import org.gpicl.fuzz.FuzzedBytes;
import org.gpicl.tasks.ChunkLayout;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.ShardChunk;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.numbers.HalfFloat;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;

/**
 * Whatever is found in the place of a shard: it is read as it was written, or refused; and whatever
 * a crash leaves of one half-written, the shard comes out whole. {@code CheckpointFuzzTest}
 * explains how to run this for longer.
 */
class ShardFuzzTest {
  private static final Path FOLDER = Path.of("target", "fuzz", "shards");
  private static final SetSpec SAMPLES = spec(new Examples.Samples(), 16_500);
  private static final SetSpec SEQUENCES = spec(new Examples.Sequences(1), 16_400);
  private static final long BYTES_AT_LEAST = 16 << 20;
  private static final int BYTES_PER_BYTE = 8;

  private final BoundedCall calls = new BoundedCall();
  private final byte[] samples = whole(SAMPLES);
  private final byte[] sequences = whole(SEQUENCES);

  /** A shard or half of one. */
  record Fuzzed(SetSpec spec, FuzzedBytes input) {
    @Override
    public String toString() {
      return spec + ": " + input;
    }
  }

  private static SetSpec spec(Examples examples, long items) {
    return new SetSpec(
        SetRole.TRAIN,
        new ImageSpec("glyphs", 1, 5, PixelScale.UNIT),
        Split.TRAIN,
        0,
        5,
        0.1,
        examples,
        items);
  }

  private static Path shard(SetSpec spec) {
    return FOLDER.resolve(spec == SAMPLES ? "samples.shard" : "sequences.shard");
  }

  private static Path part(SetSpec spec) {
    return shard(spec).resolveSibling(shard(spec).getFileName() + ".part");
  }

  /** A sealed shard of one-pixel images: two chunks in 50 kB. */
  private static byte[] whole(SetSpec spec) {
    try {
      Files.deleteIfExists(part(spec));
      complete(spec, true);
      return Files.readAllBytes(shard(spec));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] sound(SetSpec spec) {
    return spec == SAMPLES ? samples : sequences;
  }

  /** Continues what is there; returns how many chunks are written. */
  private static long complete(SetSpec spec, boolean seal) {
    try (ShardWriter writer = ShardWriter.open(shard(spec), spec, Long.MAX_VALUE)) {
      ChunkLayout layout = ChunkLayout.of(spec);
      while (writer.chunks() < layout.chunks()) {
        writer.write(chunk(spec, writer.chunks()));
      }
      if (seal) {
        writer.seal();
      }
      return writer.chunks();
    }
  }

  private static ShardChunk chunk(SetSpec spec, long index) {
    Random random = new Random(index);
    int items = ChunkLayout.of(spec).items(index);
    short[] x = new short[items * spec.length()];
    byte[] labels = new byte[items * spec.length()];
    for (int k = 0; k < x.length; k++) {
      x[k] = HalfFloat.fromFloat(random.nextFloat());
      labels[k] = (byte) random.nextInt(5);
    }
    double[] sums = spec == SAMPLES ? new double[] {items, 2.0 * items} : new double[0];
    return new ShardChunk(index, items, x, labels, sums);
  }

  private Fuzzed damaged(Random random) {
    boolean one = random.nextBoolean();
    return new Fuzzed(
        one ? SAMPLES : SEQUENCES,
        random.nextInt(20) == 0
            ? Damage.noise(random, 10_000)
            : one ? Damage.of(samples, sequences, random) : Damage.of(sequences, samples, random));
  }

  /** Damage that the checksums do not show, as if a program had written it. */
  private Fuzzed sealedAgain(Random random) {
    Fuzzed fuzzed = damaged(random);
    byte[] bytes = fuzzed.input().bytes().clone();
    sealAgain(bytes, fuzzed.spec());
    return new Fuzzed(
        fuzzed.spec(), new FuzzedBytes(fuzzed.input().made() + ", checksums made anew", bytes));
  }

  private static void sealAgain(byte[] bytes, SetSpec spec) {
    ShardLayout layout = new ShardLayout(spec, shard(spec));
    List<Long> ends = new ArrayList<>(List.of((long) ShardLayout.HEADER_BYTES));
    for (long chunk = 1; chunk <= layout.chunks().chunks(); chunk++) {
      ends.add(layout.chunkOffset(chunk));
    }
    ends.add(layout.fileBytes());
    CRC32C crcOfCrcs = new CRC32C();
    int begin = 0;
    for (long end : ends) {
      if (end > bytes.length) {
        return;
      }
      ByteBuffer section = ByteBuffer.wrap(bytes, begin, (int) end - begin).slice();
      section.order(ByteOrder.LITTLE_ENDIAN);
      if (end == layout.fileBytes()) {
        section.putInt(section.limit() - 8, (int) crcOfCrcs.getValue());
      }
      CRC32C crc = new CRC32C();
      crc.update(bytes, begin, section.limit() - Integer.BYTES);
      section.putInt(section.limit() - Integer.BYTES, (int) crc.getValue());
      crcOfCrcs.update(bytes, (int) end - Integer.BYTES, Integer.BYTES);
      begin = (int) end;
    }
  }

  @Test
  void anyDamageToAShardIsFound() {
    Cases.of(31, 250).each(this::damaged, this::isFound);
  }

  private void isFound(Fuzzed fuzzed) throws IOException {
    byte[] sound = sound(fuzzed.spec());
    byte[] bytes = fuzzed.input().bytes();

    assertThat(read(fuzzed)).isEqualTo(Arrays.equals(bytes, sound));
  }

  @Test
  void aShardWithTheRightChecksumsIsReadOrRefused() {
    Cases.of(32, 250).each(this::sealedAgain, this::read);
  }

  @Test
  void whateverIsLeftOfAHalfWrittenShardItComesOutWhole() {
    Cases.of(33, 250).each(this::damaged, this::comesOutWhole);
  }

  private void comesOutWhole(Fuzzed fuzzed) throws IOException {
    SetSpec spec = fuzzed.spec();
    byte[] sound = sound(spec);
    boolean seal = fuzzed.input().bytes().length % 16 == 0; // it waits for the disk

    Files.write(part(spec), fuzzed.input().bytes());
    calls
        .of(() -> complete(spec, seal))
        .isAValueOr(ShardException.class)
        .tookAtMost(
            BYTES_AT_LEAST + BYTES_PER_BYTE * (sound.length + fuzzed.input().bytes().length));

    int footer = new ShardLayout(spec, shard(spec)).footerBytes();
    byte[] whole = seal ? sound : Arrays.copyOf(sound, sound.length - footer);
    assertThat(Files.readAllBytes(seal ? shard(spec) : part(spec))).isEqualTo(whole);
  }

  @Test
  void aHalfWrittenShardWithTheRightChecksumsIsContinued() {
    Cases.of(34, 250).each(this::sealedAgain, this::isGoneOnWith);
  }

  private void isGoneOnWith(Fuzzed fuzzed) throws IOException {
    Files.write(part(fuzzed.spec()), fuzzed.input().bytes());
    calls.of(() -> complete(fuzzed.spec(), false)).isAValueOr(ShardException.class);
  }

  /** The text's length is inside the header and decides about an array. */
  @Test
  void anAbsurdLengthInASoundHeaderIsAnotherSet() throws IOException {
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, 1 << 30, 5000, 0}) {
      byte[] bytes = samples.clone();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(12, length);
      sealAgain(bytes, SAMPLES);
      Files.write(shard(SAMPLES), bytes);
      var opened =
          calls
              .of(() -> StoredSet.open(shard(SAMPLES), SAMPLES))
              .isAValueOr(ShardException.class)
              .tookAtMost(BYTES_AT_LEAST);

      assertThat(opened.thrown().orElseThrow()).hasMessageContaining("it holds another set");
    }
  }

  /** Reads all of a shard; false if it was refused. */
  private boolean read(Fuzzed fuzzed) throws IOException {
    SetSpec spec = fuzzed.spec();
    Files.write(shard(spec), fuzzed.input().bytes());
    return calls
        .of(() -> readAll(spec))
        .isAValueOr(ShardException.class)
        .tookAtMost(BYTES_AT_LEAST + BYTES_PER_BYTE * fuzzed.input().bytes().length)
        .value()
        .isPresent();
  }

  private static boolean readAll(SetSpec spec) {
    try (StoredSet set = StoredSet.open(shard(spec), spec)) {
      float[] x = new float[spec.length()];
      int[] labels = new int[spec.length()];
      for (long item = spec.items() - 1; item >= 0; item -= 999) {
        set.read(item, InUse.all(set.spec()), x, 0, 1, labels, 0);
      }
      set.verify();
      return true;
    }
  }
}
