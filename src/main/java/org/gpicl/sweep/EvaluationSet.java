package org.gpicl.sweep;

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
}
