/** What a run is doing right now. */
package org.gpicl.job.board;
