/** What figures are drawn for, a screen or a paper: widths, letters, and how lines differ. */
package org.gpicl.report.medium;
