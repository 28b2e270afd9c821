package org.gpicl.report.learning;

import java.util.List;
import org.gpicl.report.figure.Figure;
import org.gpicl.store.cell.CellOutcome;

/**
 * A figure with what is said about it.
 *
 * @param name of its file, without an ending
 * @param caption sentences for a paper
 * @param shown the cells in it
 */
public record LearningFigure(
    String name, Figure figure, List<String> caption, List<CellOutcome> shown) {}
