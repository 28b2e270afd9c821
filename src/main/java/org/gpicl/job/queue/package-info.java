/** The queue of a server: orders, the sweep that runs, and the events that others listen to. */
package org.gpicl.job.queue;
