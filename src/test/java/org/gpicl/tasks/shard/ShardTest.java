package org.gpicl.tasks.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.gpicl.tasks.ChunkLayout;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.set.ChunkProducer;
import org.gpicl.tasks.set.TaskSets;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("numbers")
class ShardTest {
  private static final TaskSets SETS = new TaskSets(TestData.library(), 1 << 20);
  private static final SetSpec SAMPLES = spec(new Examples.Samples(), 70_000);
  private static final SetSpec SEQUENCES = spec(new Examples.Sequences(20), 3_000);

  @TempDir Path directory;
  private Path shard;

  private static SetSpec spec(Examples examples, long items) {
    return new SetSpec(
        SetRole.TRAIN,
        new ImageSpec("glyphs", 7, 5, PixelScale.UNIT),
        Split.TRAIN,
        0,
        5,
        0.1,
        examples,
        items);
  }

  @BeforeEach
  void name() {
    shard = directory.resolve("shards").resolve("set.shard");
  }

  private Path part() {
    return shard.resolveSibling("set.shard.part");
  }

  /** Writes chunks up to one, and seals if it was the last. */
  private void write(SetSpec spec, long known, long upTo) {
    try (ChunkProducer producer = SETS.chunks(spec);
        ShardWriter writer = ShardWriter.open(shard, spec, known)) {
      while (writer.chunks() < Math.min(upTo, producer.chunks())) {
        writer.write(producer.produce(writer.chunks()));
        writer.force();
      }
      if (writer.chunks() == producer.chunks()) {
        writer.seal();
      }
    }
  }

  private byte[] whole(SetSpec spec) throws IOException {
    write(spec, 0, Long.MAX_VALUE);
    byte[] bytes = Files.readAllBytes(shard);
    Files.delete(shard);
    return bytes;
  }

  private static long chunks(SetSpec spec) {
    return ChunkLayout.of(spec).chunks();
  }

  @Test
  void theFileHasItsNameOnlyWhenItIsWhole() {
    write(SEQUENCES, 0, chunks(SEQUENCES) - 1);
    assertThat(shard).doesNotExist();
    assertThat(part()).exists();
    write(SEQUENCES, Long.MAX_VALUE, Long.MAX_VALUE);
    assertThat(shard).exists();
    assertThat(part()).doesNotExist();
  }

  @Test
  void aSetHasSeveralChunksHere() {
    assertThat(chunks(SAMPLES)).isGreaterThan(3);
    assertThat(chunks(SEQUENCES)).isGreaterThan(2);
  }

  @Test
  void aRestartEndsInTheSameBytes() throws IOException {
    for (SetSpec spec : List.of(SAMPLES, SEQUENCES)) {
      byte[] undisturbed = whole(spec);
      write(spec, 0, 2);
      write(spec, 2, Long.MAX_VALUE);
      assertThat(Files.readAllBytes(shard)).isEqualTo(undisturbed);
      Files.delete(shard);
    }
  }

  @Test
  void chunksThatTheCallerDoesNotKnowOfAreWrittenAgain() throws IOException {
    byte[] undisturbed = whole(SAMPLES);
    write(SAMPLES, 0, 3);
    try (ShardWriter writer = ShardWriter.open(shard, SAMPLES, 1)) {
      assertThat(writer.chunks()).isEqualTo(1);
    }
    write(SAMPLES, 1, Long.MAX_VALUE);
    assertThat(Files.readAllBytes(shard)).isEqualTo(undisturbed);
  }

  @Test
  void whateverACrashLeavesTheWholeChunksAreKeptAndTheRestIsMadeAgain() throws IOException {
    byte[] undisturbed = whole(SAMPLES);
    write(SAMPLES, 0, 3);
    byte[] left = Files.readAllBytes(part());
    ShardLayout layout = new ShardLayout(SAMPLES, shard);
    long[] lengths = {
      0,
      10,
      ShardLayout.HEADER_BYTES,
      layout.chunkOffset(1) - 1,
      layout.chunkOffset(1),
      layout.chunkOffset(2) + 17,
      left.length
    };
    long[] kept = {0, 0, 0, 0, 1, 2, 3};
    for (int k = 0; k < lengths.length; k++) {
      Files.write(part(), Arrays.copyOf(left, (int) lengths[k]));
      try (ShardWriter writer = ShardWriter.open(shard, SAMPLES, 3)) {
        assertThat(writer.chunks()).as("of %d bytes", lengths[k]).isEqualTo(kept[k]);
      }
      write(SAMPLES, 3, Long.MAX_VALUE);
      assertThat(Files.readAllBytes(shard)).isEqualTo(undisturbed);
      Files.delete(shard);
    }
  }

  @Test
  void aDamagedChunkAndAllAfterItAreMadeAgain() throws IOException {
    byte[] undisturbed = whole(SAMPLES);
    write(SAMPLES, 0, 3);
    flip(part(), new ShardLayout(SAMPLES, shard).chunkOffset(1) + 1000);
    try (ShardWriter writer = ShardWriter.open(shard, SAMPLES, 3)) {
      assertThat(writer.chunks()).isEqualTo(1);
    }
    write(SAMPLES, 3, Long.MAX_VALUE);
    assertThat(Files.readAllBytes(shard)).isEqualTo(undisturbed);
  }

  @Test
  void theRemainsOfAnotherSetAreNotContinued() throws IOException {
    byte[] undisturbed = whole(SEQUENCES);
    write(SAMPLES, 0, 2);
    write(SEQUENCES, 2, Long.MAX_VALUE);
    assertThat(Files.readAllBytes(shard)).isEqualTo(undisturbed);
  }

  @Test
  void aSecondWriterIsRefused() {
    try (ShardWriter writer = ShardWriter.open(shard, SAMPLES, 0)) {
      assertThatThrownBy(() -> ShardWriter.open(shard, SAMPLES, 0))
          .isInstanceOf(ShardException.class)
          .hasMessageContaining("set.shard.part");
      assertThat(writer.chunks()).isZero();
    }
  }

  @Test
  void chunksOutOfOrderAndEarlySealsAreRefused() {
    try (ChunkProducer producer = SETS.chunks(SAMPLES);
        ShardWriter writer = ShardWriter.open(shard, SAMPLES, 0)) {
      assertThatIllegalArgumentException().isThrownBy(() -> writer.write(producer.produce(1)));
      assertThatIllegalStateException().isThrownBy(writer::seal);
    }
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws IOException {
    Files.writeString(directory.resolve("shards"), "a file, not a folder");
    assertThatThrownBy(() -> ShardWriter.open(shard, SAMPLES, 0))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining(shard.toString());
  }

  @Test
  void aFlippedBitIsFoundWhereverItIs() throws IOException {
    byte[] sound = whole(SAMPLES);
    ShardLayout layout = new ShardLayout(SAMPLES, shard);
    long footer = layout.chunkOffset(chunks(SAMPLES));
    for (long at : new long[] {0, 9, 300, 4095, footer, footer + 20, sound.length - 1}) {
      Files.write(shard, sound);
      flip(shard, at);
      assertThatThrownBy(() -> StoredSet.open(shard, SAMPLES))
          .as("byte %d", at)
          .isInstanceOf(ShardException.class)
          .hasMessageContaining(shard.toString());
    }
    for (long chunk = 0; chunk < chunks(SAMPLES); chunk++) {
      long begin = layout.chunkOffset(chunk);
      int size = layout.chunkBytes(chunk);
      for (long at : new long[] {begin, begin + size / 2, begin + size - 10, begin + size - 1}) {
        Files.write(shard, sound);
        flip(shard, at);
        try (StoredSet set = StoredSet.open(shard, SAMPLES)) {
          long item = chunk * layout.chunks().itemsPerChunk();
          read(set, (item + SAMPLES.items() / 2) % SAMPLES.items()); // another chunk is sound
          assertThatThrownBy(() -> read(set, item))
              .as("byte %d", at)
              .isInstanceOf(ShardException.class)
              .hasMessageContaining(shard.toString())
              .hasMessageContaining("chunk " + chunk);
          assertThatThrownBy(set::verify).isInstanceOf(ShardException.class);
        }
      }
    }
  }

  @Test
  void aShardOfAnotherSetOrAnotherNameIsRefused() throws IOException {
    write(SEQUENCES, 0, Long.MAX_VALUE);
    SetSpec other =
        new SetSpec(
            SetRole.SEEN,
            SEQUENCES.images(),
            Split.TRAIN,
            0,
            5,
            0.1,
            SEQUENCES.examples(),
            SEQUENCES.items());
    assertThatThrownBy(() -> StoredSet.open(shard, other))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("another set");
    Path renamed = Files.move(shard, shard.resolveSibling("other.shard"));
    assertThatThrownBy(() -> StoredSet.open(renamed, SEQUENCES))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining("another set");
  }

  @Test
  void aTruncatedOrMissingShardIsRefused() throws IOException {
    byte[] sound = whole(SEQUENCES);
    Files.write(shard, Arrays.copyOf(sound, sound.length - 1));
    assertThatThrownBy(() -> StoredSet.open(shard, SEQUENCES))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining(shard.toString());
    Files.delete(shard);
    assertThatThrownBy(() -> StoredSet.open(shard, SEQUENCES))
        .isInstanceOf(ShardException.class)
        .hasMessageContaining(shard.toString());
  }

  private static void read(ExampleSet set, long item) {
    set.read(item, InUse.all(set.spec()), new float[49], 0, 49, new int[1], 0);
  }

  private static void flip(Path file, long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 4);
    }
  }
}
