package org.gpicl.tasks.shard;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.FolderKind;
import org.gpicl.tasks.images.ImageSpec;

/**
 * Names a generated set after what decides its numbers: equal names mean equal numbers (on one kind
 * of processor), wherever the image files are and whatever their folder is called.
 */
public final class ShardName {
  private static final int HASH_DIGITS = 20;

  private ShardName() {}

  /**
   * The name of the shard's file, such as {@code train-mnist-28x28c10-n16-s0-....shard}.
   *
   * @param imagesIdentity {@link org.gpicl.tasks.images.ImageSet#identity()} of the images that
   *     items are drawn from
   */
  public static String of(SetSpec spec, String imagesIdentity) {
    String text = describe(spec) + "\nidentity " + imagesIdentity;
    byte[] hash = Digests.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    return "%s-%s.shard"
        .formatted(beginning(spec), HexFormat.of().formatHex(hash).substring(0, HASH_DIGITS));
  }

  /** The part of the name that does not depend on the images' content; other sets may share it. */
  public static String beginning(SetSpec spec) {
    ImageSpec images = spec.images();
    String set = FolderKind.of(images.set()).map(FolderKind::key).orElse(images.set());
    return "%s-%s-%dx%d%sc%d-n%d-s%d"
        .formatted(
            spec.role().name().toLowerCase(java.util.Locale.ROOT),
            set,
            images.size(),
            images.size(),
            images.channels() == 1 ? "" : "x" + images.channels(),
            images.classes(),
            spec.tasks(),
            spec.seed());
  }

  /** Everything in a spec except the name of the image set, one property per line; frozen. */
  static String describe(SetSpec spec) {
    ImageSpec images = spec.images();
    String examples =
        spec.examples() instanceof Examples.Sequences sequences
            ? "sequences " + sequences.length()
            : "samples";
    return String.join(
        "\n",
        "gpicl set 1",
        "role " + spec.role(),
        "split " + spec.split(),
        "size " + images.size() + (images.channels() == 1 ? "" : "x" + images.channels()),
        "classes " + images.classes(),
        "scale " + images.scale(),
        "seed " + spec.seed(),
        "tasks " + spec.tasks(),
        "matrixScale " + Double.toHexString(spec.matrixScale()),
        "examples " + examples,
        "items " + spec.items());
  }
}
