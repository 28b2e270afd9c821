/** What a cell is expected to cost, and the time that is left. */
package org.gpicl.job.cost;
