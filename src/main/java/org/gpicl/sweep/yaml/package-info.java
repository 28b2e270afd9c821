/** Reads YAML with line numbers, and collects what is wrong with it. */
package org.gpicl.sweep.yaml;
