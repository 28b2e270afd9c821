/**
 * Turns a sweep file into a sweep: effective settings, checks, expansion into cells, and the schema
 * for editors.
 */
package org.gpicl.sweep.file;
