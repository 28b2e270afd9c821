/**
 * Reads the lines of a sweep or a cell from the log of a home, even while they are being written.
 */
package org.gpicl.logs;
