package org.gpicl.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gpicl.home.files.WholeFile;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.grid.EmittedFile;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.NarrowedText;
import org.gpicl.sweep.file.SweepFile;

/** A sweep file of the best places of a sweep. */
public final class BestFile {
  private BestFile() {}

  /**
   * Writes it whole.
   *
   * @param places a cell of each
   * @return what was written, for the user
   * @throws FileAlreadyExistsException if there is one that may not be replaced
   */
  public static String write(Sweep sweep, List<Cell> places, EmittedFile file) throws IOException {
    Path path = Path.of(file.path());
    String name = file.name().isEmpty() ? sweep.name() + "-best" : file.name();
    if (!SweepFile.isName(name)) {
      throw new ChoiceException(
          name + " cannot be the name of a sweep; choose another with --name");
    }
    if (places.stream().map(Cell::kind).distinct().count() > 1) {
      throw new ChoiceException(
          "the best cells are of several models, and the lists of a sweep file apply to all of its models; choose one, such as --where model="
              + places.get(0).kind().key());
    }
    if (Files.exists(path) && !file.force()) {
      throw new FileAlreadyExistsException(
          path.toString(), null, "choose another file, or replace it with --force");
    }
    String text = NarrowedText.of(sweep, name, places);
    Sweep written = SweepFile.parse(text, path.getFileName().toString(), List.of());
    WholeFile.write(path, text);
    return "Sweep file  %s (sweep %s, %d cells)".formatted(path, name, written.cells().size());
  }
}
