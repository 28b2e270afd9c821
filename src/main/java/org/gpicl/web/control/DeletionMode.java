package org.gpicl.web.control;

/** Whether something that cannot be undone is done, or only told. */
public enum DeletionMode {
  /** Says what would be done. */
  LOOK,
  /** Does what was shown. */
  DO,
  /** Says what is done, and does it. */
  LOOK_AND_DO
}
