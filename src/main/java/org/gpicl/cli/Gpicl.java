package org.gpicl.cli;

/** The command line program. */
public final class Gpicl {
  private Gpicl() {}

  public static void main(String[] args) {}
}
