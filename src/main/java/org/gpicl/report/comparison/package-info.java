/** Two sweeps side by side. */
package org.gpicl.report.comparison;
