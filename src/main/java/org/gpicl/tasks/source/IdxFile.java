package org.gpicl.tasks.source;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.files.FileKind;
import org.gpicl.tasks.files.GzipMembers;

/**
 * Reads one IDX file of unsigned bytes, plain or gzipped, from front to back. Memory is allocated
 * for data that is present, never for what a header claims.
 *
 * <p>Format: two zero bytes, the type (8: unsigned byte), the number of dimensions, each dimension
 * as a big-endian 32-bit integer, the data. Source: LeCun, Cortes, Burges, the MNIST database.
 */
final class IdxFile implements Closeable {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int INTEGERS = 0x0C00;
  private static final Map<Integer, String> TYPES =
      Map.of(
          0x08, "unsigned bytes",
          0x09, "signed bytes",
          0x0B, "16-bit integers",
          0x0C, "32-bit integers",
          0x0D, "32-bit floats",
          0x0E, "64-bit floats");
  private static final int MOST_PER_IMAGE = 64;
  private static final int LARGEST_SIDE = 1024;
  private static final int MOST_ITEMS = 1 << 26;

  private final Path path;
  private final MessageDigest packed = Digests.md5();
  private final MessageDigest unpacked = Digests.sha256();
  private final InputStream file;
  private final InputStream data;
  private final byte[] start;
  private final int[] dimensions;

  private IdxFile(Path path, int type, int rank) throws IOException {
    this.path = path;
    this.file =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16), packed);
    try {
      InputStream plain = GzipMembers.isGzip(path) ? new GzipMembers(file) : file;
      InputStream buffered = new BufferedInputStream(plain, 1 << 16);
      buffered.mark(FileKind.LOOKED_AT);
      this.start = buffered.readNBytes(FileKind.LOOKED_AT);
      buffered.reset();
      this.data = new DigestInputStream(buffered, unpacked);
      this.dimensions = header(type, rank);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Opens a file of images, with the three dimensions count, rows and columns. */
  static IdxFile images(Path path) {
    IdxFile images = open(path, UNSIGNED_BYTES, 3);
    if (images.dimensions[1] > LARGEST_SIDE || images.dimensions[2] > LARGEST_SIDE) {
      images.close();
      throw images.defect(
          "its header claims images of %d x %d pixels; at most %d pixels a side are supported",
          images.dimensions[1], images.dimensions[2], LARGEST_SIDE);
    }
    return images;
  }

  /** Opens a file of labels, whose one dimension is the count. */
  static IdxFile labels(Path path) {
    return open(path, UNSIGNED_BYTES, 1);
  }

  /** Opens a file of several integers for each image, of which the first is its label. */
  static IdxFile manyLabels(Path path) {
    IdxFile labels = open(path, INTEGERS, 2);
    if (labels.dimensions[1] > MOST_PER_IMAGE) {
      labels.close();
      throw labels.defect("its header claims %d numbers for each image", labels.dimensions[1]);
    }
    return labels;
  }

  private static IdxFile open(Path path, int type, int rank) {
    try {
      return new IdxFile(path, type, rank);
    } catch (IOException e) {
      throw ImageSetException.unreadable(path, e);
    }
  }

  /** Items in the file, according to its header. */
  int count() {
    return dimensions[0];
  }

  /** Size along a dimension, counted from 0 (the number of items). */
  int dimension(int index) {
    return dimensions[index];
  }

  /** Fills {@code item} with the bytes of the next item. */
  void next(byte[] item) {
    try {
      if (data.readNBytes(item, 0, item.length) < item.length) {
        throw new EOFException();
      }
    } catch (IOException e) {
      throw ImageSetException.unreadable(path, e);
    }
  }

  /** Reads the labels of all items: their bytes, or the first integer of each. */
  byte[] all() {
    byte[] item = new byte[dimensions.length == 1 ? 0 : Integer.BYTES * dimensions[1]];
    byte[] labels = new byte[Math.min(count(), 1 << 16)];
    int have = 0;
    try {
      while (have < count()) {
        if (have == labels.length) {
          labels = Arrays.copyOf(labels, (int) Math.min(count(), 2L * have));
        }
        if (item.length > 0) {
          next(item);
          labels[have] = small(ByteBuffer.wrap(item).getInt(), have);
          have++;
          continue;
        }
        int read = data.readNBytes(labels, have, labels.length - have);
        if (read == 0) {
          throw new EOFException();
        }
        have += read;
      }
    } catch (IOException e) {
      throw ImageSetException.unreadable(path, e);
    }
    return labels;
  }

  private byte small(int label, int item) {
    if (label < 0 || label > 255) {
      throw defect("label %d of image %d is not from 0 to 255", label, item);
    }
    return (byte) label;
  }

  /** Checks that no data follows, and returns the hashes of the file. */
  Hashes finish() {
    try {
      if (data.read() >= 0) {
        throw defect("it holds more data than its header says");
      }
      // The hash covers the whole file, including what a gzip reader leaves unread.
      file.transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw ImageSetException.unreadable(path, e);
    }
    HexFormat hex = HexFormat.of();
    return new Hashes(hex.formatHex(unpacked.digest()), hex.formatHex(packed.digest()));
  }

  /**
   * The hashes of a file.
   *
   * @param sha256 of its content, unpacked
   * @param md5 of the file as it is on disk
   */
  record Hashes(String sha256, String md5) {}

  ImageSetException defect(String what, Object... values) {
    return ImageSetException.defect(path, what.formatted(values));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw ImageSetException.unreadable(path, e);
    }
  }

  private int[] header(int type, int rank) throws IOException {
    int magic = word();
    if (magic != (type | rank)) {
      throw somethingElse(type | rank, magic);
    }
    int[] sizes = new int[rank];
    for (int k = 0; k < rank; k++) {
      sizes[k] = word();
      if (sizes[k] < 1 || sizes[k] > MOST_ITEMS) {
        throw defect(
            "its header claims %d %s", sizes[k] & 0xFFFFFFFFL, k == 0 ? "items" : "pixels a side");
      }
    }
    return sizes;
  }

  private ImageSetException somethingElse(int expected, int magic) {
    int rank = expected & 0xFF;
    String wanted = rank == 3 ? "images" : "labels";
    Optional<String> type = Optional.ofNullable(TYPES.get(magic >>> 8));
    if (type.isPresent()) {
      return new ImageSetException(
          "%s: an IDX file of %s was expected (%s), but this one holds %s in %s. %s"
              .formatted(
                  path,
                  wanted,
                  rank == 3
                      ? "bytes in three dimensions"
                      : rank == 2 ? "some integers for each image" : "one byte for each image",
                  type.get(),
                  shape(magic & 0xFF),
                  wayOut(rank, magic)));
    }
    return FileKind.of(start)
        .map(
            kind ->
                new ImageSetException(
                    "%s: not an IDX file of %s; it is %s. %s"
                        .formatted(path, wanted, kind.what(), kind.remedy())))
        .orElseGet(
            () ->
                defect(
                    "not an IDX file of %s: it begins with %08x instead of %08x",
                    wanted, magic, expected));
  }

  /** Such as {@code 2 dimensions (300 x 8)}, as far as the file's beginning has them. */
  private String shape(int rank) {
    List<String> sizes = new ArrayList<>();
    for (int k = 1; k <= rank && 4 * k + 4 <= start.length; k++) {
      sizes.add(String.valueOf(ByteBuffer.wrap(start).getInt(4 * k) & 0xFFFFFFFFL));
    }
    return "%d dimension%s (%s)".formatted(rank, rank == 1 ? "" : "s", String.join(" x ", sizes));
  }

  private static String wayOut(int rank, int magic) {
    if (magic == (UNSIGNED_BYTES | (rank == 1 ? 3 : 1))) {
      return "Files of images and labels may have been confused: check their names.";
    }
    if (rank == 1 && (magic & 0xFF) == 2) {
      return "If they are QMNIST's, use the image set qmnist. Of others, write each image's label as"
          + " one byte in one dimension.";
    }
    return rank == 1
        ? "Write each image's label as one byte, from 0 to 255, in one dimension."
        : rank == 2
            ? "Fetch the file whose name ends in idx2-int."
            : "Write the images as bytes from 0 (background) to 255, in grey, count x rows x columns.";
  }

  private int word() throws IOException {
    byte[] word = new byte[4];
    if (data.readNBytes(word, 0, 4) < 4) {
      throw new EOFException();
    }
    return word[0] << 24 | (word[1] & 0xFF) << 16 | (word[2] & 0xFF) << 8 | (word[3] & 0xFF);
  }
}
