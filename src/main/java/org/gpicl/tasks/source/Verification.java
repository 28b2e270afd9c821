package org.gpicl.tasks.source;

/** How the files of an image set compare with the published ones. */
public enum Verification {
  /** Every file has its published hash, or this program drew the images itself. */
  VERIFIED,
  /** At least one file, in the form found here, has no published hash. */
  UNVERIFIED,
  /** At least one file differs from the published one. */
  ALTERED;

  /** The result for two files together: the worse of the two. */
  public Verification and(Verification other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
