/** Trained models as files that other programs load. */
package org.gpicl.report.export;
