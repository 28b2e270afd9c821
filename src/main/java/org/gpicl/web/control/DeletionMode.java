package org.gpicl.web.control;

/** Whether something that cannot be undone is done, or only previewed. */
public enum DeletionMode {
  /** Shows what would be done. */
  LOOK,
  /** Does what was shown before. */
  DO,
  /** Shows what is done, and does it. */
  LOOK_AND_DO
}
