package org.gpicl.tasks.images;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.Split;

/**
 * Finds image sets by name, prepares them, and keeps them as long as memory permits.
 *
 * <p>Some sets are drawn by the program, and some are folders. All others are looked up in the data
 * directory, then in the cache, and finally downloaded into the cache.
 *
 * <p>Standardised images are scaled by the statistics of their set's training split, or by their
 * own if there is no training split. Safe for use by several threads.
 */
public final class ImageLibrary {
  private final PublishedFiles published;
  private final Map<Key, SoftReference<ImageSet>> prepared = new HashMap<>();

  private final Map<String, SetContent> contents = new HashMap<>();

  private record Key(ImageSpec spec, Split split) {}

  /**
   * Looks for images in a data directory and in a cache of downloads.
   *
   * @param dataOrNull a directory with one folder for each set, or null
   * @param cache the directory for downloads; created when needed
   * @param offline whether downloads are forbidden
   * @param known the sets that can be downloaded: usually {@link KnownImageSet#all()}
   */
  public ImageLibrary(
      Path dataOrNull,
      Path cache,
      boolean offline,
      List<KnownImageSet> known,
      DownloadProgress progress) {
    this.published = new PublishedFiles(dataOrNull, cache, offline, known, progress);
  }

  /** The folder in which other processes can find the same sets: that of the user, or the cache. */
  public Path folder() {
    return published.folder();
  }

  /**
   * Returns the prepared images of one split: the same object for as long as it is in use.
   *
   * @throws ImageSetException if they are unavailable or damaged; the message says what to do
   */
  public synchronized ImageSet load(ImageSpec spec, Split split) {
    SoftReference<ImageSet> reference = prepared.get(new Key(spec, split));
    ImageSet kept = reference == null ? null : reference.get();
    if (kept != null) {
      return kept;
    }
    PixelStatistics scaling = null;
    if (spec.scale() == PixelScale.STANDARDISED
        && split == Split.TEST
        && hasTrainingSplit(spec.set())) {
      scaling = load(spec, Split.TRAIN).statistics();
    }
    ImageSet images = prepare(spec, split, scaling);
    requireContent(spec, images);
    prepared.put(new Key(spec, split), new SoftReference<>(images));
    return images;
  }

  /**
   * Checks, without reading the images of sets that have a name, that a split can be loaded;
   * downloads it if necessary.
   *
   * @throws ImageSetException if not; the message says what to do
   */
  public synchronized void check(ImageSpec spec, Split split) {
    open(spec, split).close();
    if (spec.scale() == PixelScale.STANDARDISED
        && split == Split.TEST
        && hasTrainingSplit(spec.set())) {
      check(spec, Split.TRAIN);
    }
  }

  /**
   * Reads what the files of a folder hold.
   *
   * @param set the name of a {@link FolderKind}
   * @return empty if there are no images in the folder, or no folder
   * @throws ImageSetException if they are damaged or something else
   */
  public synchronized Optional<SetContent> content(String set) {
    FolderKind kind = FolderKind.of(set).orElseThrow();
    try {
      SetContent content = SetContent.read(kind, kind.folder(set));
      contents.put(set, content);
      return Optional.of(content).filter(found -> !found.parts().isEmpty());
    } catch (IOException e) {
      throw new ImageSetException(set + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The labels of a folder's images. */
  public LabelMap labels(String set) {
    FolderKind kind = FolderKind.of(set).orElseThrow();
    return kind.layout().labels(kind.folder(set));
  }

  /** Makes sure that the files are still those that a spec is about. */
  private void requireContent(ImageSpec spec, ImageSet images) {
    if (spec.content().isEmpty()) {
      return;
    }
    if (!contents.containsKey(spec.set())) {
      content(spec.set());
    }
    SetContent now = contents.get(spec.set());
    SetContent.Part part = now.parts().get(images.split());
    if (!now.sha256().equals(spec.content())
        || part == null
        || !part.sha256().equals(images.sha256())) {
      contents.remove(spec.set());
      throw new ImageSetException(
          "%s holds other images than those with the SHA-256 %s that are asked for; they were changed or replaced meanwhile"
              .formatted(spec.set(), spec.content()));
    }
  }

  /** Whether the data directory or the cache has files of a known set. */
  public boolean present(String set) {
    return published.of(set).filter(published::present).isPresent();
  }

  /** Whether a known set is neither in the data directory nor in the cache. */
  public boolean needsDownload(String set) {
    return published
        .of(set)
        .filter(known -> !known.mirrors().isEmpty() && !published.present(known))
        .isPresent();
  }

  private ImageSet prepare(ImageSpec spec, Split split, PixelStatistics scaling) {
    try (ImageSource source = open(spec, split)) {
      return ImageSet.prepare(source, nameOf(spec, split), spec, split, scaling);
    } catch (IOException e) {
      throw new ImageSetException(spec.set() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Opens a split that has images of all classes. */
  private ImageSource open(ImageSpec spec, Split split) {
    requireClasses(spec);
    ImageSource source = source(spec, split);
    try {
      source.map().require(spec.classes(), source.labels(), nameOf(spec, split));
      return source;
    } catch (ImageSetException e) {
      source.close();
      throw e;
    }
  }

  private void requireClasses(ImageSpec spec) {
    OptionalInt classes =
        published
            .of(spec.set())
            .map(known -> OptionalInt.of(known.classes()))
            .orElseGet(() -> NamedSets.classes(spec.set()));
    if (classes.isPresent() && spec.classes() > classes.getAsInt()) {
      throw new ImageSetException(
          "%s has %d classes, but %d are requested. Choose 2 to %d."
              .formatted(spec.set(), classes.getAsInt(), spec.classes(), classes.getAsInt()));
    }
  }

  private ImageSource source(ImageSpec spec, Split split) {
    if (spec.set().equals(NamedSets.GLYPHS)) {
      return new GlyphSource(split);
    }
    if (spec.set().equals(NamedSets.RANDOM)) {
      return new RandomSource(spec, split);
    }
    Optional<FolderKind> folder = FolderKind.of(spec.set());
    return folder.isPresent()
        ? folder(folder.get(), spec.set(), split)
        : published.open(published.of(spec.set()).orElseThrow(() -> unknown(spec.set())), split);
  }

  private static ImageSource folder(FolderKind kind, String set, Split split) {
    Path folder = kind.folder(set);
    List<String> missing = kind.layout().missing(folder, split);
    if (!missing.isEmpty()) {
      throw new ImageSetException(
          ("%s has no %s images: %s missing from %s. Put the files there, or choose another image"
                  + " set or split.")
              .formatted(
                  set,
                  split.key(),
                  String.join(" and ", PublishedFiles.shown(missing)),
                  folder.toAbsolutePath()));
    }
    return kind.layout().open(folder, split, PublishedHashes.NONE);
  }

  private static boolean hasTrainingSplit(String set) {
    return FolderKind.of(set)
        .map(kind -> kind.layout().has(kind.folder(set), Split.TRAIN))
        .orElse(true);
  }

  private ImageSetException unknown(String set) {
    List<String> names = new ArrayList<>(published.names());
    names.add(NamedSets.GLYPHS);
    names.add(NamedSets.RANDOM);
    for (FolderKind kind : FolderKind.values()) {
      names.add(kind.prefix() + "DIR for a folder of " + kind.files());
    }
    return new ImageSetException(
        "There is no image set '%s'. Choose from %s."
            .formatted(set, String.join(", ", names).replaceFirst(", (?=[^,]*$)", ", or ")));
  }

  private static String nameOf(ImageSpec spec, Split split) {
    return spec.set() + " (" + split.key() + ")";
  }
}
