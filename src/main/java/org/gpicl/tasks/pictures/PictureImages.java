package org.gpicl.tasks.pictures;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.Verification;

/**
 * Pictures from files, one after the other. They are known by the names of all classes and by each
 * picture's class, size and pixels, whatever the files are called and however they are packed.
 */
final class PictureImages implements ImageSource {
  private final List<PictureFile> pictures;
  private final LabelMap map;
  private final byte[] labels;
  private final MessageDigest digest = Digests.sha256();
  private int next;

  PictureImages(List<PictureFile> pictures, LabelMap map, List<String> classes) {
    this.pictures = pictures;
    this.map = map;
    this.labels = new byte[pictures.size()];
    for (int k = 0; k < labels.length; k++) {
      labels[k] = pictures.get(k).label();
    }
    digest.update(String.join("/", classes).getBytes(StandardCharsets.UTF_8));
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
    Picture picture = pictures.get(next).read();
    digest.update(
        ByteBuffer.allocate(4 * Integer.BYTES)
            .putInt(labels[next] & 0xFF)
            .putInt(picture.channels())
            .putInt(picture.rows())
            .putInt(picture.columns())
            .array());
    digest.update(picture.pixels());
    next++;
    return picture;
  }

  @Override
  public Fingerprint finish() {
    return new Fingerprint(Digests.hex(digest), Verification.UNVERIFIED);
  }

  @Override
  public void close() {}
}
