/** Parameters as NumPy files. */
package org.gpicl.report.numpy;
