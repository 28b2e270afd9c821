/**
 * What every process of this program sets up first: settings, the Spring context of a home,
 * signals.
 */
package org.gpicl.cli.process;
