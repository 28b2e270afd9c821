package org.gpicl.tasks.images;

/** What is known about the content of an image set's files. */
public enum Verification {
  /** Every file has its published hash, or this program made the images itself. */
  VERIFIED,
  /** Nobody published a hash for at least one of the files, as these lie there. */
  UNVERIFIED,
  /** At least one file differs from the published one. */
  ALTERED;

  /** What is known of two files together: the worse of both. */
  public Verification and(Verification other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
