/** Figures as PNG and SVG. */
package org.gpicl.report.figure;
