package org.gpicl.job.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.gpicl.engine.TrainingState;
import org.gpicl.home.files.WholeFile;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.report.export.ExampleChoice;
import org.gpicl.report.export.Exported;
import org.gpicl.report.grid.ChoiceException;
import org.gpicl.report.numpy.NpzArrays;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.tasks.ExampleSet;
import org.gpicl.tasks.ItemDraws;
import org.gpicl.tasks.SetSpec;
import org.gpicl.tasks.images.ImageLibrary;

/** Writes the examples of an evaluation, so that its accuracy can be computed again elsewhere. */
public final class ExampleExport {
  private final Sweep sweep;
  private final CellRecords records;
  private final ImageLibrary images;
  private final GeneratedSets sets;
  private final Path folder;

  /**
   * @param shards where stored sets are
   * @param folder where the file goes unless the choice names it
   */
  public ExampleExport(
      Sweep sweep, CellRecords records, ImageLibrary images, Path shards, Path folder) {
    this.sweep = sweep;
    this.records = records;
    this.images = images;
    this.sets = new GeneratedSets(sweep, images, shards);
    this.folder = folder;
  }

  /**
   * @throws ChoiceException if there is no such cell or evaluation, or if the cell cannot predict
   * @throws org.gpicl.tasks.source.ImageSetException if the images cannot be had
   */
  public Exported write(ExampleChoice choice) throws IOException {
    Cell cell = cell(choice.cell());
    SetSpec spec = set(cell, choice.evaluation());
    Optional<TrainingState> parameters =
        choice.predictions() ? Optional.of(parameters(cell)) : Optional.empty();
    sets.toGenerate(List.of(cell)); // Whatever is stored is read from there.
    Path file =
        choice.file().isEmpty()
            ? folder.resolve(
                cell.key() + "-" + choice.evaluation().replaceAll("[^\\w.-]+", "-") + ".npz")
            : Path.of(choice.file());
    List<String> remarks = new ArrayList<>();
    WholeFile.write(file, out -> write(out, choice, cell, spec, parameters, remarks));
    return new Exported(List.of(file), remarks, true);
  }

  private void write(
      OutputStream out,
      ExampleChoice choice,
      Cell cell,
      SetSpec spec,
      Optional<TrainingState> parameters,
      List<String> remarks)
      throws IOException {
    try (ExampleSet set = sets.open(spec);
        NpzArrays npz = new NpzArrays(out, cell.hash())) {
      ExampleArrays arrays = new ExampleArrays(set, cell, choice.tasks(), choice.matrices());
      arrays.write(npz, parameters);
      if (choice.matrices()) {
        arrays.writeOrigin(npz, new ItemDraws(spec, images.load(spec.images(), spec.split())));
      }
      remarks.add(arrays.summary(choice.evaluation()));
    }
  }

  private Cell cell(String key) {
    return sweep.cell(key).orElseThrow(() -> ChoiceException.noCell(sweep, key));
  }

  private SetSpec set(Cell cell, String evaluation) {
    Map<String, SetSpec> all = new LinkedHashMap<>();
    all.put(Evaluation.SEEN, cell.seen());
    for (EvaluationSet one : sweep.evaluations(cell)) {
      all.put(one.name(), one.set());
    }
    SetSpec spec = all.get(evaluation);
    if (spec == null) {
      throw new ChoiceException(
          "%s has no evaluation %s; it has %s"
              .formatted(cell.key(), evaluation, String.join(", ", all.keySet())));
    }
    return spec;
  }

  private TrainingState parameters(Cell cell) {
    return records
        .finalParameters(cell)
        .orElseThrow(
            () ->
                new ChoiceException(
                    "%s makes no predictions: its final parameters are not in the database (%s)"
                        .formatted(
                            cell.key(),
                            records
                                .outcomes(sweep, List.of(cell))
                                .get(0)
                                .status()
                                .name()
                                .toLowerCase(Locale.ROOT))));
  }
}
