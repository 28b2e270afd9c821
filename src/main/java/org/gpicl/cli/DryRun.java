package org.gpicl.cli;

final class DryRun {
  DryRun(java.io.PrintStream o) {}

  void print(org.gpicl.sweep.Sweep s, org.gpicl.job.Home h) {}
}
