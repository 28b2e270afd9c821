/** The grid of a sweep's outcomes, and the words for its axes. */
package org.gpicl.report.grid;
