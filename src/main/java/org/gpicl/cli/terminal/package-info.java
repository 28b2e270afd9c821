/**
 * How a command is carried out, in this process or by the process that owns the home, and what the
 * terminal shows meanwhile.
 */
package org.gpicl.cli.terminal;
