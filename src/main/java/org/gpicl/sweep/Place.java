package org.gpicl.sweep;

/** Where the cells of a sweep are trained. */
public enum Place {
  /** In the process that runs the sweep. */
  HERE,
  /** By the workers of its database, on any number of machines. */
  WORKERS,
  /** By workers that Slurm starts for it. */
  SLURM
}
