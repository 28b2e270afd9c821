/** What the metrics of a server show, read from the running sweep and from the database. */
package org.gpicl.job.readings;
