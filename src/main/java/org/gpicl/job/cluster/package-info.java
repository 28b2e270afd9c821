/**
 * One sweep on many machines: a manager hands trainings out through a queue in PostgreSQL, workers
 * take and train them, and what a lost worker had in hand is handed out again.
 */
package org.gpicl.job.cluster;
