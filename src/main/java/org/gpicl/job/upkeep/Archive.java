package org.gpicl.job.upkeep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gpicl.home.Home;
import org.gpicl.home.files.FileTree;
import org.gpicl.home.files.WholeFile;
import org.gpicl.store.SweepTable;

/**
 * The results that changed forms of a sweep have replaced: a folder for each form, named by the
 * form's hash, with its report and {@code sweep.yaml}, the resolved file that runs it again.
 */
public final class Archive {
  private static final int HASH_DIGITS = 12;
  private static final String SWEEP_FILE = "sweep.yaml";

  /** How the hidden name of a folder ends that another takes the place of. */
  static final String REPLACED = ".replaced";

  private final Path folder;

  public Archive(Home home, String sweep) {
    this.folder = home.archives().resolve(sweep);
  }

  /**
   * One form's results.
   *
   * @param folder where they are
   * @param madeAt when they were replaced
   */
  public record Entry(Path folder, Instant madeAt, FileTree.Size size) {}

  /** What has been archived of a sweep, by hash. */
  public static List<Entry> of(Home home, String sweep) throws IOException {
    return new Archive(home, sweep).entries();
  }

  List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path form : folders()) {
      if (!hidden(form)) {
        Path file = form.resolve(SWEEP_FILE);
        Instant madeAt = Files.getLastModifiedTime(Files.exists(file) ? file : form).toInstant();
        entries.add(new Entry(form, madeAt, new FileTree(form).size()));
      }
    }
    return entries;
  }

  private List<Path> folders() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static boolean hidden(Path file) {
    return file.getFileName().toString().startsWith(".");
  }

  Path folder() {
    return folder;
  }

  /** Where the results of a stored form go. */
  public Path place(SweepTable.Row form) {
    return folder.resolve(form.hash().substring(0, HASH_DIGITS));
  }

  /**
   * Keeps the report of a form. It appears whole or not at all; one of the same form, from an
   * earlier time, is replaced, since cells may have been added to what it shows.
   */
  public Path keep(SweepTable.Row form, Path report) throws IOException {
    Path place = place(form);
    Path part = hidden(place, WholeFile.PART);
    Path replaced = hidden(place, REPLACED);
    new FileTree(part).delete();
    Files.createDirectories(part);
    Files.write(part.resolve(SWEEP_FILE), form.resolved().getBytes(StandardCharsets.UTF_8));
    new FileTree(report).copyTo(part, file -> !hidden(file));
    if (Files.exists(place)) {
      new FileTree(replaced).delete();
      Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    FileTree.forceNames(folder);
    FileTree.forceNames(folder.getParent());
    new FileTree(replaced).delete();
    return place;
  }

  private static Path hidden(Path place, String ending) {
    return place.resolveSibling("." + place.getFileName() + ending);
  }
}
