/**
 * From a sweep file to a sweep: settings in force, checks, expansion into cells, the schema for
 * editors.
 */
package org.gpicl.sweep.file;
