package org.gpicl.sweep;

import java.util.Map;
import org.gpicl.tasks.SetSpec;

/**
 * An evaluation on unseen tasks with a cell's final parameters.
 *
 * @param name {@code unseen} for the images that the sweep trains on, for others such as {@code
 *     unseen:fashion-mnist}
 * @param set the generated set to evaluate on
 * @param names its hash, once it was asked for
 */
public record EvaluationSet(String name, SetSpec set, Names names) {
  /** The evaluation set that the notebook calls test. */
  public static final String UNSEEN = "unseen";

  public EvaluationSet(String name, SetSpec set) {
    this(name, set, new Names());
  }

  /** Its name, but for a folder what is in it: that is what was evaluated, wherever it is. */
  public String identity() {
    return name.equals(UNSEEN) ? name : UNSEEN + ":" + set.images().identity();
  }

  /** All settings that determine its numbers, flat and in a fixed order. */
  public Map<String, String> settings() {
    return new CellSettings().put(identity(), set).pairs();
  }

  /** The SHA-256 of {@link #settings()}, in hexadecimal, which defines "the same evaluation". */
  public String hash() {
    return names.hash(() -> CellSettings.sha256(settings()));
  }
}
