package org.gpicl.sweep;

import java.util.Map;
import org.gpicl.tasks.SetSpec;

/**
 * An evaluation on unseen tasks with a cell's final parameters.
 *
 * @param name {@code unseen} for the images that the sweep trains on, {@code unseen:fashion-mnist}
 *     and so on for others
 * @param set what it evaluates on
 */
public record EvaluationSet(String name, SetSpec set) {
  /** The evaluation set that the notebook calls test. */
  public static final String UNSEEN = "unseen";

  /** Everything that determines its numbers, flat and in a fixed order. */
  public Map<String, String> settings() {
    return new CellSettings().put(name, set).pairs();
  }

  /** SHA-256 over {@link #settings()}, in hexadecimal: what "the same evaluation" means. */
  public String hash() {
    return CellSettings.sha256(settings());
  }
}
