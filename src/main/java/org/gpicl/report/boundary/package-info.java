/** Where an accuracy crosses a threshold, as far as the search for it has come. */
package org.gpicl.report.boundary;
