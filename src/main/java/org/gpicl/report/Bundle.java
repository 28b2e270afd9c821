package org.gpicl.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gpicl.home.files.Digests;
import org.gpicl.home.files.WholeFile;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.PortableFile;
import org.gpicl.tasks.images.ImageSpec;

/**
 * One archive of a sweep's report, such as for the supplement of a paper: its tables and figures,
 * the sweep file with every default, and how to compute them again. Equal files give equal bytes.
 */
final class Bundle {
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
  private static final String SWEEP_FILE = "sweep.yaml";

  private final Sweep sweep;
  private final RunFacts facts;
  private final PortableFile file;
  private final Path directory;
  private final List<Path> files;

  /**
   * @param directory of the sweep's files
   * @param files of its report, in that directory
   */
  Bundle(Sweep sweep, RunFacts facts, Path directory, List<Path> files) {
    this.sweep = sweep;
    this.facts = facts;
    this.file = PortableFile.of(sweep);
    this.directory = directory;
    this.files = files;
  }

  Path write() throws IOException {
    return WholeFile.write(directory.resolve(sweep.name() + ".zip"), this::zip);
  }

  private void zip(OutputStream out) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    entry(zip, "README.md", readme().getBytes(StandardCharsets.UTF_8));
    entry(zip, SWEEP_FILE, file.text().getBytes(StandardCharsets.UTF_8));
    for (Path file : files) {
      entry(zip, relative(file), Files.readAllBytes(file));
    }
    zip.finish();
  }

  private void entry(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
    ZipEntry entry = new ZipEntry(sweep.name() + "/" + name);
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private String relative(Path file) {
    return directory.relativize(file).toString().replace('\\', '/');
  }

  private String readme() throws IOException {
    return """
        # Sweep %s

        Computed by gpicl %s%s with numerics version %d, recipe `%s`, %d cells, %s.

        `results.csv` has every result, `errors.csv` how sure it is, `curves.csv` the course of each training; the \
        figures show them, and `heatmap.html` opens offline. `manifest.json` says what computed each cell. docs/formats.md \
        of gpicl describes every column.

        ## Computing it again

        1. Get gpicl %s%s.
        2. %s
        3. `./gpicl run sweep.yaml --home new-home`

        On the same kind of processor, the CSV files end up with the same bytes:

        %s
        """
        .formatted(
            sweep.name(),
            facts.program().version(),
            commit(" (", ")"),
            sweep.numerics(),
            sweep.recipe().key(),
            sweep.cells().size(),
            computedBy(),
            facts.program().version(),
            commit(", commit ", ""),
            images(),
            digests());
  }

  private String commit(String before, String after) {
    String commit = facts.program().gitCommit();
    return commit.isEmpty() ? "" : before + commit + after;
  }

  private String computedBy() {
    RunFacts.Execution execution = facts.execution();
    return execution.description().isEmpty()
        ? "engine " + execution.engine()
        : "engine %s (%s)".formatted(execution.engine(), execution.description());
  }

  private String images() {
    if (facts.imageSets().isEmpty()) {
      return "Have the image sets of the sweep file at hand.";
    }
    List<String> sentences = new ArrayList<>();
    String sets =
        facts.imageSets().stream()
            .filter(set -> !ImageSpec.isFolder(set.name()))
            .map(
                set ->
                    "`%s`, SHA-256 %s"
                        .formatted(set.name(), String.join(", ", set.sha256().values())))
            .collect(Collectors.joining("; "));
    if (!sets.isEmpty()) {
      sentences.add("Have these images at hand: %s.".formatted(sets));
    }
    if (!file.folders().isEmpty()) {
      sentences.add(folders());
    }
    return String.join(" ", sentences);
  }

  private String folders() {
    String paths =
        file.folders().stream()
            .map(
                folder ->
                    folder.sha256().isEmpty()
                        ? "`%s`".formatted(folder.path())
                        : "`%s` (content %s)".formatted(folder.path(), folder.sha256()))
            .collect(Collectors.joining(", "));
    return "Put the folders of images beside `sweep.yaml`, or change the paths there: %s. gpicl refuses files whose content is not the one that the sweep file states."
        .formatted(paths);
  }

  private String digests() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      if (file.toString().endsWith(".csv")) {
        lines.add("    " + Digests.sha256(Files.readAllBytes(file)) + "  " + relative(file));
      }
    }
    return String.join("\n", lines);
  }
}
