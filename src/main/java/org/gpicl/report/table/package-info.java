/** CSV files and tables of text. */
package org.gpicl.report.table;
