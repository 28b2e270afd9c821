/**
 * How Spring Batch hands out partitions here, and how its repository survives a database that goes
 * away.
 */
package org.gpicl.job.batch;
