/** Figures as PNG, SVG and PDF. */
package org.gpicl.report.figure;
