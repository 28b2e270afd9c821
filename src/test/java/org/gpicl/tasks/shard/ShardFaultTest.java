package org.gpicl.tasks.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gpicl.faults.EveryFault;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetRole;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.ShardChunk;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.set.ChunkProducer;
import org.gpicl.tasks.set.TaskSets;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every change to the disk fails once while a shard is written. */
@Tag("numbers")
class ShardFaultTest {
  private static final SetSpec SPEC =
      new SetSpec(
          SetRole.TRAIN,
          new ImageSpec("glyphs", 7, 5, PixelScale.UNIT),
          Split.TRAIN,
          0,
          5,
          0.1,
          new Examples.Samples(),
          40_000);

  @TempDir Path scratch;

  @Test
  void aShardWithItsNameIsWholeAndARestartEndsInTheSameBytesWhateverFails() throws Exception {
    List<ShardChunk> chunks = new ArrayList<>();
    try (ChunkProducer producer = new TaskSets(TestData.library(), 1 << 20).chunks(SPEC)) {
      for (long chunk = 0; chunk < producer.chunks(); chunk++) {
        chunks.add(producer.produce(chunk));
      }
    }
    assertThat(chunks).hasSizeGreaterThan(2);
    int tried =
        EveryFault.of(
            scratch,
            directory -> {},
            directory -> write(directory.resolve("shards").resolve("set.shard"), chunks),
            directory -> {
              Path shard = directory.resolve("shards").resolve("set.shard");
              if (Files.exists(shard)) {
                try (StoredSet whole = StoredSet.open(shard, SPEC)) {
                  whole.verify();
                }
              }
            });
    assertThat(tried).isGreaterThan(6 * 12);
  }

  /** As in a run: what has its final name is complete, what exists in part is continued. */
  private static void write(Path shard, List<ShardChunk> chunks) {
    if (Files.exists(shard)) {
      return;
    }
    try (ShardWriter writer = ShardWriter.open(shard, SPEC, Long.MAX_VALUE)) {
      while (writer.chunks() < chunks.size()) {
        writer.write(chunks.get((int) writer.chunks()));
        writer.force();
      }
      writer.seal();
    }
  }
}
