/** The machine that this process runs on, and the build that runs. */
package org.gpicl.machine;
