/** The commands as they are typed: each reads its options and hands over the work. */
package org.gpicl.cli.command;
