/** Exports trained models, and the examples that they were evaluated on. */
package org.gpicl.job.export;
