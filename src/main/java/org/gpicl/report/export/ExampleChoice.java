package org.gpicl.report.export;

/**
 * Which examples of an evaluation are exported.
 *
 * @param cell key of the cell that was evaluated
 * @param evaluation {@code seen}, {@code unseen}, {@code unseen:fashion-mnist}, ...
 * @param tasks only those of the first tasks; 0 for all
 * @param matrices whether to add what the examples were made of
 * @param predictions whether to add what the cell makes of them
 * @param file where; empty for a file in the folder of the sweep
 */
public record ExampleChoice(
    String cell,
    String evaluation,
    long tasks,
    boolean matrices,
    boolean predictions,
    String file) {}
