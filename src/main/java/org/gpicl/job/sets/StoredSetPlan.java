package org.gpicl.job.sets;

import java.nio.file.Files;
import java.nio.file.Path;
import org.gpicl.job.cost.CellCost;
import org.gpicl.tasks.SetSpec;

/**
 * A generated set that is kept on disk.
 *
 * @param spec what it is
 * @param shard where it is, or will be
 */
public record StoredSetPlan(SetSpec spec, Path shard) {

  /** Short enough for the name of a step. */
  public String name() {
    String file = shard.getFileName().toString();
    return file.substring(0, Math.min(file.length(), 88));
  }

  boolean generated() {
    return Files.exists(shard);
  }

  public double expectedSeconds() {
    return spec.items() * CellCost.secondsPerItem(spec);
  }
}
