/** Threads: daemons, the stop flag, waiting without interruption, and the context of log lines. */
package org.gpicl.machine.threads;
