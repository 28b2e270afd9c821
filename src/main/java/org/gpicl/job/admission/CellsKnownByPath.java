package org.gpicl.job.admission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.job.sets.GeneratedSets;
import org.gpicl.store.CellStatus;
import org.gpicl.store.CellTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellMove;
import org.gpicl.sweep.Cell;
import org.gpicl.sweep.EvaluationSet;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import org.gpicl.sweep.yaml.SweepFileException;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.source.ImageSetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the cells of earlier versions, which knew a folder of images by its path. A cell is
 * taken over if the identity of its images that was stored when it began is that of the images in
 * the folder now. A stored sweep of which every cell could be taken over is stored anew, known by
 * content; any other stays as it is, and is refused as a changed one.
 */
public final class CellsKnownByPath {
  private static final Logger LOG = LoggerFactory.getLogger(CellsKnownByPath.class);

  private final SweepTable sweeps;
  private final CellLedger ledger;
  private final GeneratedSets sets;

  public CellsKnownByPath(SweepTable sweeps, CellLedger ledger, GeneratedSets sets) {
    this.sweeps = sweeps;
    this.ledger = ledger;
    this.sets = sets;
  }

  /** Takes over what the stored sweeps have of some folders. */
  public void takeOver(FolderContents folders) {
    if (folders.none()) {
      return;
    }
    for (SweepTable.Row row : sweeps.all()) {
      try {
        Sweep old = row.sweep();
        if (old.hash().equals(row.hash()) && concerned(old, folders.digests())) {
          takeOver(old, SweepFile.withContents(old, folders.digests()));
        }
      } catch (SweepFileException | ImageSetException e) {
        LOG.info("Cells of sweep {} are not taken over: {}", row.name(), e.getMessage());
      }
    }
  }

  private static boolean concerned(Sweep old, Map<String, String> digests) {
    ImageSpec images = old.cells().get(0).training().images();
    return images.content().isEmpty() && digests.containsKey(images.set());
  }

  private void takeOver(Sweep old, Sweep now) {
    Map<String, CellTable.Row> rows = ledger.records().rows(old.cells());
    Map<String, String> images = ledger.records().images(old.cells());
    boolean all = true;
    List<CellMove.Move> moves = new ArrayList<>();
    for (int k = 0; k < old.cells().size(); k++) {
      Cell before = old.cells().get(k);
      Cell after = now.cells().get(k);
      if (!rows.containsKey(before.hash())) {
        continue;
      }
      if (sets.images(after).equals(images.get(before.hash()))) {
        moves.add(
            new CellMove.Move(
                before.hash(),
                after.hash(),
                definitions(old.evaluations(before), now.evaluations(after))));
      } else {
        CellTable.Row row = rows.get(before.hash());
        all &= row.status() != CellStatus.DONE && row.step() == 0;
      }
    }
    ledger.move(moves);
    if (all) {
      sweeps.put(now);
    }
    LOG.info(
        "{} cells of sweep {} are known by the content of their images from now on",
        moves.size(),
        old.name());
  }

  /** Only of the images that the cells themselves were begun with it is known what they were. */
  private static Map<String, String> definitions(
      List<EvaluationSet> before, List<EvaluationSet> after) {
    Map<String, String> definitions = new LinkedHashMap<>();
    for (int k = 0; k < before.size(); k++) {
      if (before.get(k).name().equals(EvaluationSet.UNSEEN)) {
        definitions.put(before.get(k).hash(), after.get(k).hash());
      }
    }
    return definitions;
  }
}
