/** The commands as typed: each reads its options and hands over the work. */
package org.gpicl.cli.command;
