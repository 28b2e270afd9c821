package org.gpicl.tasks.images;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.Split;

/**
 * Finds the files of published sets: in the data directory, then in the cache; what is in neither
 * is downloaded into the cache.
 */
final class PublishedFiles {
  private final Path data;
  private final Path cache;
  private final boolean offline;
  private final List<KnownImageSet> known;
  private final DownloadProgress progress;

  PublishedFiles(
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

  /** The directory with one folder for each set: that of the user, or the cache. */
  Path folder() {
    return data == null ? cache : data;
  }

  List<String> names() {
    return known.stream().map(KnownImageSet::name).toList();
  }

  Optional<KnownImageSet> of(String name) {
    return known.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Whether there is any file of a set. */
  boolean present(KnownImageSet set) {
    return folders(set).stream()
        .anyMatch(
            folder ->
                Stream.of(Split.values())
                    .anyMatch(
                        split ->
                            set.layout().missing(folder, split).size()
                                < set.layout().published(split).size()));
  }

  /** Opens a split, downloading what is missing. */
  ImageSource open(KnownImageSet set, Split split) {
    List<String> looked = new ArrayList<>();
    for (Path folder : folders(set)) {
      List<String> missing = set.layout().missing(folder, split);
      if (missing.isEmpty()) {
        return set.layout().open(folder, split, set.hashes());
      }
      looked.add(folder.toAbsolutePath() + ": no " + String.join(", no ", shown(missing)));
    }
    Path folder = cache.resolve(set.name());
    download(set, split, folder, looked);
    return set.layout().open(folder, split, set.hashes());
  }

  /** The set's own folder, others that its files may be in, and the cache. */
  private List<Path> folders(KnownImageSet set) {
    List<Path> folders = new ArrayList<>();
    if (data != null) {
      folders.add(data.resolve(set.name()));
      set.folders().stream().map(data::resolve).filter(Files::isDirectory).forEach(folders::add);
    }
    folders.add(cache.resolve(set.name()));
    return folders;
  }

  private void download(KnownImageSet set, Split split, Path folder, List<String> looked) {
    if (offline || set.mirrors().isEmpty()) {
      looked.add(
          "downloads: "
              + (set.mirrors().isEmpty() ? "none available for this set" : "switched off"));
      throw notFound(set, split, looked);
    }
    for (String name : set.layout().published(split)) {
      if (set.layout().missing(folder, split).contains(name)
          && !fetched(set, folder.resolve(name), looked)) {
        throw notFound(set, split, looked);
      }
    }
    if (!set.layout().has(folder, split)) {
      throw notFound(set, split, looked);
    }
  }

  private boolean fetched(KnownImageSet set, Path target, List<String> looked) {
    String name = target.getFileName().toString();
    for (URI mirror : set.mirrors()) {
      URI source = mirror.resolve(name);
      try {
        new Download(source, target, set.hashes().md5(name).orElse(null), progress).fetch();
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

  private static ImageSetException notFound(KnownImageSet set, Split split, List<String> looked) {
    List<String> files = set.layout().published(split);
    return new ImageSetException(
        """
        The %s images of %s were not found. Looked in:
          %s
        Put %s%s into a folder %s of a directory, and name that directory with --data DIR or \
        GPICL_DATA. %sOr use the image set glyphs: it needs no files.\
        """
            .formatted(
                split.key(),
                set.name(),
                String.join("\n  ", looked),
                String.join(" and ", files),
                files.stream().anyMatch(file -> file.endsWith(".gz"))
                    ? " (or the unpacked files)"
                    : "",
                set.name(),
                set.mirrors().isEmpty() ? "" : "Or allow downloads. "));
  }

  /** Names of files that may also be there unpacked. */
  static List<String> shown(List<String> published) {
    return published.stream().map(name -> name.replaceFirst("\\.gz$", "[.gz]")).toList();
  }
}
