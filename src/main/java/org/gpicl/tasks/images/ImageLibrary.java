package org.gpicl.tasks.images;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds image sets by name, prepares them, and keeps them as long as memory permits.
 *
 * <p>{@code glyphs} is drawn by the program; {@code idx:DIR} is a folder of IDX files. All others
 * are looked up in the data directory, then in the cache, and finally downloaded into the cache.
 *
 * <p>Standardised images are scaled by the statistics of their set's training split, or by their
 * own if there is no training split. Safe for use by several threads.
 */
public final class ImageLibrary {
  private static final String GLYPHS = "glyphs";
  private static final int FILES_OF_A_SPLIT = 2;

  private final Path data;
  private final Path cache;
  private final boolean offline;
  private final List<KnownImageSet> known;
  private final DownloadProgress progress;
  private final Map<Key, SoftReference<ImageSet>> prepared = new HashMap<>();

  private final Map<String, IdxContent> contents = new HashMap<>();

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
    this.data = dataOrNull;
    this.cache = cache;
    this.offline = offline;
    this.known = List.copyOf(known);
    this.progress = progress;
  }

  /** The folder in which other processes can find the same sets: that of the user, or the cache. */
  public Path folder() {
    return data == null ? cache : data;
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
    if (spec.set().equals(GLYPHS)) {
      GlyphSource.checkClasses(spec);
      return;
    }
    checkKnownClasses(spec);
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
   * @param set {@code idx:DIR}
   * @return empty if there are no images in the folder, or no folder
   * @throws ImageSetException if they are damaged or something else
   */
  public synchronized Optional<IdxContent> content(String set) {
    try {
      IdxContent content = IdxContent.read(folderOf(set));
      contents.put(set, content);
      return Optional.of(content).filter(found -> !found.parts().isEmpty());
    } catch (IOException e) {
      throw new ImageSetException(set + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The labels of a folder's images. */
  public LabelMap labels(String set) {
    ImageFolder folder = folderOf(set);
    return LabelMap.of(
        Stream.of(Split.values())
            .flatMap(split -> folder.files(split).stream())
            .map(files -> IdxImages.labels(files.labels()))
            .toList());
  }

  /** Makes sure that the files are still those that a spec is about. */
  private void requireContent(ImageSpec spec, ImageSet images) {
    if (spec.content().isEmpty()) {
      return;
    }
    if (!contents.containsKey(spec.set())) {
      content(spec.set());
    }
    IdxContent now = contents.get(spec.set());
    IdxContent.Part part = now.parts().get(images.split());
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
    return folders(set).stream()
        .flatMap(folder -> Stream.of(Split.values()).map(folder::missing))
        .anyMatch(missing -> missing.size() < FILES_OF_A_SPLIT);
  }

  /** Whether a known set is neither in the data directory nor in the cache. */
  public boolean needsDownload(String set) {
    return find(set).isPresent() && !present(set);
  }

  private ImageSet prepare(ImageSpec spec, Split split, PixelStatistics scaling) {
    try (ImageSource source = open(spec, split)) {
      return ImageSet.prepare(source, nameOf(spec, split), spec, split, scaling);
    } catch (IOException e) {
      throw new ImageSetException(spec.set() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private ImageSource open(ImageSpec spec, Split split) {
    if (spec.set().equals(GLYPHS)) {
      GlyphSource.checkClasses(spec);
      return new GlyphSource(split);
    }
    checkKnownClasses(spec);
    ImageFolder.Pair files = locate(spec.set(), split);
    Optional<KnownImageSet> set = find(spec.set());
    LabelMap map = set.isPresent() ? LabelMap.upTo(KnownImageSet.CLASSES) : labels(spec.set());
    IdxImages source =
        new IdxImages(
            files, split, map, set.map(KnownImageSet::hashes).orElse(PublishedHashes.NONE));
    try {
      map.require(spec.classes(), source.labels(), nameOf(spec, split));
      return source;
    } catch (ImageSetException e) {
      source.close();
      throw e;
    }
  }

  private boolean hasTrainingSplit(String set) {
    return !ImageSpec.isFolder(set) || folderOf(set).files(Split.TRAIN).isPresent();
  }

  private ImageFolder.Pair locate(String set, Split split) {
    if (ImageSpec.isFolder(set)) {
      ImageFolder folder = folderOf(set);
      return folder
          .files(split)
          .orElseThrow(
              () ->
                  new ImageSetException(
                      ("%s has no %s images: %s missing from %s. Put the files there, or choose"
                              + " another image set or split.")
                          .formatted(
                              set,
                              nameOf(split),
                              String.join(" and ", folder.missing(split)),
                              folder.path().toAbsolutePath())));
    }
    KnownImageSet wanted = find(set).orElseThrow(() -> unknown(set));
    List<String> looked = new ArrayList<>();
    for (ImageFolder folder : folders(set)) {
      Optional<ImageFolder.Pair> files = folder.files(split);
      if (files.isPresent()) {
        return files.get();
      }
      looked.add(
          folder.path().toAbsolutePath() + ": no " + String.join(", no ", folder.missing(split)));
    }
    return download(wanted, split, looked);
  }

  /** The set's own folder, that of torchvision below the same directory, and the cache. */
  private List<ImageFolder> folders(String set) {
    List<ImageFolder> folders = new ArrayList<>();
    if (data != null) {
      folders.add(new ImageFolder(data.resolve(set)));
      find(set)
          .map(known -> new ImageFolder(data.resolve(known.torchvision()).resolve("raw")))
          .filter(folder -> Files.isDirectory(folder.path()))
          .ifPresent(folders::add);
    }
    folders.add(new ImageFolder(cache.resolve(set)));
    return folders;
  }

  private ImageFolder.Pair download(KnownImageSet set, Split split, List<String> looked) {
    if (offline) {
      looked.add("downloads: switched off");
      throw notFound(set, split, looked);
    }
    ImageFolder folder = new ImageFolder(cache.resolve(set.name()));
    for (String name : List.of(ImageFolder.images(split), ImageFolder.labels(split))) {
      if (folder.missing(split).contains(name + "[.gz]") && !fetched(set, folder, name, looked)) {
        throw notFound(set, split, looked);
      }
    }
    return folder.files(split).orElseThrow(() -> notFound(set, split, looked));
  }

  private boolean fetched(KnownImageSet set, ImageFolder folder, String name, List<String> looked) {
    for (URI mirror : set.mirrors()) {
      URI source = mirror.resolve(name + ".gz");
      try {
        Path target = folder.path().resolve(name + ".gz");
        new Download(source, target, set.hashes().md5().get(name), progress).fetch();
        return true;
      } catch (IOException e) {
        looked.add(source + ": " + reason(e));
      }
    }
    return false;
  }

  private static String reason(IOException e) {
    return e instanceof java.net.UnknownHostException
        ? "no such host, or no network"
        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private ImageSetException notFound(KnownImageSet set, Split split, List<String> looked) {
    return new ImageSetException(
        """
        The %s images of %s were not found. Looked in:
          %s
        Put %s.gz and %s.gz (or the unpacked files) into a folder %s of a directory, and name that \
        directory with --data DIR or GPICL_DATA. Or allow downloads. Or use the image set glyphs: \
        it needs no files.\
        """
            .formatted(
                nameOf(split),
                set.name(),
                String.join("\n  ", looked),
                ImageFolder.images(split),
                ImageFolder.labels(split),
                set.name()));
  }

  private ImageSetException unknown(String set) {
    List<String> names = new ArrayList<>();
    known.forEach(each -> names.add(each.name()));
    names.add(GLYPHS);
    return new ImageSetException(
        "There is no image set '%s'. Choose from %s, or idx:DIR for a folder of IDX files."
            .formatted(set, String.join(", ", names)));
  }

  private void checkKnownClasses(ImageSpec spec) {
    if (find(spec.set()).isPresent() && spec.classes() > KnownImageSet.CLASSES) {
      throw ImageSetException.tooManyClasses(spec, KnownImageSet.CLASSES);
    }
  }

  private Optional<KnownImageSet> find(String set) {
    return known.stream().filter(each -> each.name().equals(set)).findFirst();
  }

  private static ImageFolder folderOf(String set) {
    try {
      return new ImageFolder(Path.of(set.substring(ImageSpec.FOLDER.length())));
    } catch (InvalidPathException e) {
      throw new ImageSetException("'" + set + "' is not a valid folder name: " + e.getReason(), e);
    }
  }

  private static String nameOf(ImageSpec spec, Split split) {
    return spec.set() + " (" + nameOf(split) + ")";
  }

  private static String nameOf(Split split) {
    return split == Split.TRAIN ? "training" : "test";
  }
}
