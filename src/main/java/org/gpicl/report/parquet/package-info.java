/** The tables of results once more, with typed columns. */
package org.gpicl.report.parquet;
