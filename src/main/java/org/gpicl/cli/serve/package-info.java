/** The server: queue, schedules, page and metrics put together, from its start to its end. */
package org.gpicl.cli.serve;
