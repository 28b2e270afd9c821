package org.gpicl.job.slurm;

/** Slurm cannot be used as asked; the message says why, and what to do. */
final class SlurmException extends Exception {
  SlurmException(String message) {
    super(message);
  }
}
