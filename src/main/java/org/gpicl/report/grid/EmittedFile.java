package org.gpicl.report.grid;

/**
 * A sweep file to be written.
 *
 * @param path absolute; empty to write none
 * @param name of the sweep in it; empty for that of the sweep it is made of, with {@code -best}
 * @param force whether it replaces a file that is there
 */
public record EmittedFile(String path, String name, boolean force) {}
