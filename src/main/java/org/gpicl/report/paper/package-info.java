/**
 * Figures for papers: the standard ones and those of chosen axes, as wide as a column, each with a
 * caption. {@link org.gpicl.report.paper.PaperReport} is the way in.
 */
package org.gpicl.report.paper;
