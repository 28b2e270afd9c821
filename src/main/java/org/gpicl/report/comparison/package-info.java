/** Two sweeps beside each other. */
package org.gpicl.report.comparison;
