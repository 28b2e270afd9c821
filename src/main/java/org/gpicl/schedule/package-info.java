/** Sweeps that are run by themselves: Quartz, and what it starts. */
package org.gpicl.schedule;
