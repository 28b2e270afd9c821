/** Runs sweeps on a schedule: Quartz, and what it starts. */
package org.gpicl.schedule;
