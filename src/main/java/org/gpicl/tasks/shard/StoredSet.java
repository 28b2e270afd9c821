package org.gpicl.tasks.shard;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.zip.CRC32C;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.InUse;
import org.gpicl.tasks.ReadBounds;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.numbers.HalfFloat;
import org.gpicl.tasks.numbers.VectorProfile;

/**
 * A finite set read from its memory-mapped shard. Every chunk is checked when it is first read.
 *
 * <p>Mappings are released when the garbage collector finds the set unused; Java 17 offers no other
 * way.
 */
public final class StoredSet implements ExampleSet {
  private static final long MAPPING_BYTES = 1L << 30;

  /** Numbers decoded at a time: they stay in the first-level cache. */
  private static final int PIECE = 1 << 12;

  static {
    VectorProfile.gather();
  }

  private final Path path;
  private final SetSpec spec;
  private final ShardLayout layout;
  private final int chunksPerMapping;
  private final ByteBuffer[] mappings;
  private final ShortBuffer[] halfs;
  private final ThreadLocal<short[]> piece; // a buffer for each reading thread
  private final AtomicIntegerArray checked;
  private final Normalisation normalisation;
  private final int headerCrc;
  private final int crcOfCrcs;

  private StoredSet(Path path, SetSpec spec, ShardLayout layout, FileChannel file)
      throws IOException {
    this.path = path;
    this.spec = spec;
    this.layout = layout;
    if (file.size() != layout.fileBytes()) {
      throw damaged("it has %d bytes instead of %d".formatted(file.size(), layout.fileBytes()));
    }
    ByteBuffer header = section(file, 0, ShardLayout.HEADER_BYTES);
    String defect = layout.defectOf(header);
    if (!defect.isEmpty()) {
      throw damaged(defect);
    }
    long chunks = layout.chunks().chunks();
    ByteBuffer footer = section(file, layout.chunkOffset(chunks), layout.footerBytes());
    if (!layout.isFooter(footer)) {
      throw damaged("its footer is damaged");
    }
    this.headerCrc = ShardLayout.crcAtEnd(header);
    this.crcOfCrcs = ShardLayout.crcOfCrcs(footer);
    this.normalisation =
        layout.samples() ? Normalisation.of(layout.totalsOf(footer), spec.items()) : null;
    this.chunksPerMapping = (int) Math.max(1, MAPPING_BYTES / layout.chunkBytes(0));
    this.mappings = map(file, chunks);
    this.halfs = Arrays.stream(mappings).map(ByteBuffer::asShortBuffer).toArray(ShortBuffer[]::new);
    int features = spec.images().features();
    int rows = Math.min(spec.length(), Math.max(1, PIECE / features));
    this.piece = ThreadLocal.withInitial(() -> new short[rows * features]);
    this.checked = new AtomicIntegerArray(Math.toIntExact((chunks + 31) / 32));
  }

  /**
   * Opens a sealed shard.
   *
   * @throws ShardException if it cannot be read, is damaged, or holds another set
   */
  public static StoredSet open(Path path, SetSpec spec) {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      return new StoredSet(path, spec, new ShardLayout(spec, path), file);
    } catch (IOException e) {
      throw new ShardException("the shard " + path + " cannot be read: " + e, e);
    }
  }

  private static ByteBuffer section(FileChannel file, long offset, int bytes) throws IOException {
    ByteBuffer section = ShardLayout.allocate(bytes);
    while (section.hasRemaining() && file.read(section, offset + section.position()) >= 0) {}
    return section.flip();
  }

  private ByteBuffer[] map(FileChannel file, long chunks) throws IOException {
    int count = Math.toIntExact((chunks + chunksPerMapping - 1) / chunksPerMapping);
    ByteBuffer[] maps = new ByteBuffer[count];
    for (int k = 0; k < count; k++) {
      long begin = layout.chunkOffset((long) k * chunksPerMapping);
      long end = layout.chunkOffset(Math.min(chunks, (k + 1L) * chunksPerMapping));
      maps[k] =
          file.map(FileChannel.MapMode.READ_ONLY, begin, end - begin)
              .order(ByteOrder.LITTLE_ENDIAN);
    }
    return maps;
  }

  @Override
  public SetSpec spec() {
    return spec;
  }

  @Override
  public void read(
      long item,
      InUse inUse,
      float[] x,
      int xOffset,
      int rowStride,
      int[] labels,
      int labelOffset) {
    ReadBounds.check(spec, item, inUse, x, xOffset, rowStride, labels, labelOffset);
    int itemsPerChunk = layout.chunks().itemsPerChunk();
    long chunk = item / itemsPerChunk;
    ByteBuffer mapping = mappings[(int) (chunk / chunksPerMapping)];
    int chunkAt = (int) (chunk % chunksPerMapping) * layout.chunkBytes(0);
    checkOnce(chunk, mapping, chunkAt);
    int place = (int) (item % itemsPerChunk);
    int at = chunkAt / Short.BYTES + place * layout.itemNumbers();
    decode(halfs[(int) (chunk / chunksPerMapping)], at, x, xOffset, rowStride);
    int labelsAt =
        chunkAt + 2 * layout.chunks().items(chunk) * layout.itemNumbers() + place * spec.length();
    for (int j = 0; j < spec.length(); j++) {
      labels[labelOffset + j] = mapping.get(labelsAt + j) & 0xFF;
    }
    if (normalisation != null) {
      normalisation.apply(x, xOffset);
    }
  }

  /** Decodes through an array, since not every Java can load vectors from a mapping. */
  private void decode(ShortBuffer from, int at, float[] x, int xOffset, int rowStride) {
    int features = spec.images().features();
    short[] some = piece.get();
    int rows = some.length / features;
    for (int row = 0; row < spec.length(); row += rows) {
      int count = Math.min(rows, spec.length() - row);
      from.get(at + row * features, some, 0, count * features);
      for (int j = 0; j < count; j++) {
        HalfFloat.toFloats(some, j * features, x, xOffset + (row + j) * rowStride, features);
      }
    }
  }

  /**
   * Checks every chunk now instead of when it is first read.
   *
   * @throws ShardException if one is damaged
   */
  public void verify() {
    CRC32C all = new CRC32C();
    all.update(ShardLayout.bytes(headerCrc));
    for (long chunk = 0; chunk < layout.chunks().chunks(); chunk++) {
      ByteBuffer mapping = mappings[(int) (chunk / chunksPerMapping)];
      int at = (int) (chunk % chunksPerMapping) * layout.chunkBytes(0);
      checkOnce(chunk, mapping, at);
      int end = at + layout.chunkBytes(chunk);
      all.update(ShardLayout.bytes(mapping.getInt(end - Integer.BYTES)));
    }
    if ((int) all.getValue() != crcOfCrcs) {
      throw damaged("its chunks are not those that were sealed");
    }
  }

  private void checkOnce(long chunk, ByteBuffer mapping, int at) {
    int word = (int) (chunk >>> 5);
    int bit = 1 << (chunk & 31);
    if ((checked.get(word) & bit) != 0) {
      return;
    }
    ByteBuffer bytes = mapping.slice(at, layout.chunkBytes(chunk)).order(ByteOrder.LITTLE_ENDIAN);
    if (!layout.isSound(bytes, chunk)) {
      throw damaged("chunk %d of %d is damaged".formatted(chunk, layout.chunks().chunks()));
    }
    checked.accumulateAndGet(word, bit, (before, added) -> before | added);
  }

  private ShardException damaged(String what) {
    return new ShardException(
        "the shard %s cannot be used: %s. Remove it; the sweep will produce it again."
            .formatted(path, what));
  }

  @Override
  public void close() {}
}
