package org.gpicl.tasks.pictures;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.files.GzipMembers;
import org.gpicl.tasks.files.TarEntries;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.Split;
import org.gpicl.tasks.source.Verification;

/**
 * Images of CIFAR-10's binary version, whose batches are held in memory as long as they are read.
 *
 * <p>Format: records of one byte for the label and 32 x 32 bytes each for red, green and blue.
 * Source: Krizhevsky, the CIFAR-10 data set.
 */
final class CifarImages implements ImageSource {
  static final String ARCHIVE = "cifar-10-binary.tar.gz";

  private static final int TRAINING_BATCHES = 5;
  private static final int SIDE = 32;
  private static final int RECORD = 1 + 3 * SIDE * SIDE;
  private static final int MOST_RECORDS = 10_000;

  private final LabelMap map;
  private final Verification verification;
  private final List<byte[]> batches;
  private final byte[] labels;
  private final byte[] image = new byte[RECORD - 1];
  private int batch;
  private int at;

  private CifarImages(LabelMap map, Verification verification, List<byte[]> batches) {
    this.map = map;
    this.verification = verification;
    this.batches = batches;
    int records = batches.stream().mapToInt(bytes -> bytes.length / RECORD).sum();
    this.labels = new byte[records];
    int k = 0;
    for (byte[] bytes : batches) {
      for (int record = 0; record < bytes.length; record += RECORD) {
        labels[k++] = bytes[record];
      }
    }
  }

  /** The names of a split's files, in the order of its images. */
  static List<String> batches(Split split) {
    return split == Split.TEST
        ? List.of("test_batch.bin")
        : IntStream.rangeClosed(1, TRAINING_BATCHES)
            .mapToObj(batch -> "data_batch_" + batch + ".bin")
            .toList();
  }

  /** Reads the files of a split. */
  static CifarImages unpacked(Path folder, Split split, LabelMap map) {
    List<byte[]> batches =
        batches(split).stream().map(name -> read(folder.resolve(name), map)).toList();
    return new CifarImages(map, Verification.UNVERIFIED, batches);
  }

  private static byte[] read(Path file, LabelMap map) {
    try (InputStream in = Files.newInputStream(file)) {
      return batch(in, file, "it", map);
    } catch (IOException e) {
      throw ImageSetException.unreadable(file, e);
    }
  }

  /** Reads a split from the archive. */
  static CifarImages packed(Path archive, Split split, LabelMap map, PublishedHashes hashes) {
    List<String> wanted = batches(split);
    Map<String, byte[]> found = new HashMap<>();
    MessageDigest md5 = Digests.md5();
    try (InputStream file =
        new DigestInputStream(new BufferedInputStream(Files.newInputStream(archive)), md5)) {
      TarEntries entries = new TarEntries(new BufferedInputStream(plain(archive, file)));
      for (Optional<TarEntries.Entry> next = entries.next();
          next.isPresent();
          next = entries.next()) {
        String name = next.get().name().replaceFirst("^.*/", "");
        if (wanted.contains(name)) {
          found.put(name, batch(next.get().content(), archive, name, map));
        }
      }
      file.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw ImageSetException.unreadable(archive, e);
    }
    wanted.stream()
        .filter(name -> !found.containsKey(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw ImageSetException.defect(archive, "there is no " + name + " in it");
            });
    boolean asPublished = hashes.md5(ARCHIVE).filter(Digests.hex(md5)::equals).isPresent();
    return new CifarImages(
        map,
        asPublished ? Verification.VERIFIED : Verification.UNVERIFIED,
        wanted.stream().map(found::get).toList());
  }

  private static InputStream plain(Path archive, InputStream file) throws IOException {
    return GzipMembers.isGzip(archive) ? new GzipMembers(file) : file;
  }

  private static byte[] batch(InputStream in, Path file, String what, LabelMap map)
      throws IOException {
    byte[] bytes = in.readNBytes(MOST_RECORDS * RECORD + 1);
    if (bytes.length == 0 || bytes.length % RECORD != 0) {
      throw ImageSetException.defect(
          file,
          bytes.length > MOST_RECORDS * RECORD
              ? "%s holds more than %,d images".formatted(what, MOST_RECORDS)
              : "%s holds %,d bytes, which are not whole images of %,d"
                  .formatted(what, bytes.length, RECORD));
    }
    for (int record = 0; record < bytes.length; record += RECORD) {
      if ((bytes[record] & 0xFF) >= map.count()) {
        throw ImageSetException.defect(
            file,
            "%s has the label %d at image %d, but labels are 0 to %d"
                .formatted(what, bytes[record] & 0xFF, record / RECORD, map.count() - 1));
      }
    }
    return bytes;
  }

  @Override
  public byte[] labels() {
    return labels;
  }

  @Override
  public LabelMap map() {
    return map;
  }

  @Override
  public Picture next() {
    if (at == batches.get(batch).length) {
      batch++;
      at = 0;
    }
    System.arraycopy(batches.get(batch), at + 1, image, 0, image.length);
    at += RECORD;
    return new Picture(SIDE, SIDE, Picture.COLOUR, image);
  }

  @Override
  public Fingerprint finish() {
    MessageDigest digest = Digests.sha256();
    batches.forEach(digest::update);
    return new Fingerprint(Digests.hex(digest), verification);
  }

  @Override
  public void close() {}
}
