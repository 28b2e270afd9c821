package org.gpicl.web.view;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.Nullable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.home.files.WholeFile;
import org.gpicl.store.SweepTable;

/** The files of sweeps, for those who are not on this machine. */
public final class SweepFiles {
  private final Home home;
  private final SweepTable sweeps;

  public SweepFiles(Home home, SweepTable sweeps) {
    this.home = home;
    this.sweeps = sweeps;
  }

  @Schema(name = "FileEntry", description = "A file or a folder of a sweep.")
  public record Entry(
      @Schema(description = "From the sweep's folder, with slashes.", example = "results.csv")
          String path,
      @Schema(description = "Its size; null for a folder.") @Nullable Long bytes,
      @Schema(description = "When it was written.") Instant changed,
      @Schema(description = "How many a folder has; null for a file.") @Nullable Integer files) {}

  /**
   * What is in a folder of a sweep, by name: files first.
   *
   * @param folder empty for the sweep's own
   */
  public List<Entry> in(String sweep, String folder) {
    Path root = root(sweep);
    if (folder.isEmpty() && Files.notExists(root)) {
      return List.of();
    }
    Path directory =
        inside(root, folder).filter(Files::isDirectory).orElseThrow(() -> none(folder));
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> all = Files.list(directory)) {
      Path realRoot = root.toRealPath();
      for (Path file : all.filter(SweepFiles::isWhole).toList()) {
        entry(realRoot, file).ifPresent(entries::add);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    entries.sort(
        Comparator.comparing((Entry one) -> one.bytes() == null).thenComparing(Entry::path));
    return entries;
  }

  /** A file of a sweep, which is whole whenever it is opened. */
  public Path file(String sweep, String path) {
    return inside(root(sweep), path).filter(Files::isRegularFile).orElseThrow(() -> none(path));
  }

  private Path root(String sweep) {
    sweeps.find(sweep).orElseThrow(() -> new NotFoundException("there is no sweep " + sweep));
    return home.sweep(sweep);
  }

  private static NotFoundException none(String path) {
    return new NotFoundException("this sweep has no file " + path);
  }

  /** Empty if there is nothing, or if it is elsewhere, be it through a link. */
  private static Optional<Path> inside(Path root, String path) {
    try {
      Path real = root.resolve(path).toRealPath();
      Path realRoot = root.toRealPath();
      return real.startsWith(realRoot) && isShown(realRoot.relativize(real))
          ? Optional.of(real)
          : Optional.empty();
    } catch (InvalidPathException | IOException nothing) {
      return Optional.empty();
    }
  }

  private static boolean isShown(Path relative) {
    for (Path part : relative) {
      if (!isWhole(part)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(Path file) {
    return !file.getFileName().toString().startsWith(".") && !WholeFile.isPart(file);
  }

  /** Empty if it has gone meanwhile, may not be read, or is a link to elsewhere. */
  private static Optional<Entry> entry(Path root, Path file) throws IOException {
    try {
      Path real = file.toRealPath();
      if (!real.startsWith(root)) {
        return Optional.empty();
      }
      BasicFileAttributes of = Files.readAttributes(real, BasicFileAttributes.class);
      String path = root.relativize(real).toString().replace('\\', '/');
      Instant changed = of.lastModifiedTime().toInstant();
      if (!of.isDirectory()) {
        return Optional.of(new Entry(path, of.size(), changed, null));
      }
      try (Stream<Path> files = Files.list(file)) {
        return Optional.of(
            new Entry(path, null, changed, (int) files.filter(SweepFiles::isWhole).count()));
      }
    } catch (NoSuchFileException | AccessDeniedException notToBeHad) {
      return Optional.empty();
    }
  }
}
