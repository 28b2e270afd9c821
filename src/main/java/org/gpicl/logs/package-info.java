/** Reads the log of a home: the lines of a sweep or a cell, also while they are being written. */
package org.gpicl.logs;
