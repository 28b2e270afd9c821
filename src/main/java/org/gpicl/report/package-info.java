/**
 * What a sweep leaves behind for people: CSV files, figures, an interactive page, a manifest, and
 * parameters as NumPy files. {@link org.gpicl.report.SweepReport} is the way in.
 *
 * <p>Figures need {@code java.awt.headless=true}, set by the program that calls, and fonts; where
 * the machine has no fonts, figures are skipped with a message and the page still shows everything.
 */
package org.gpicl.report;
