/** The program's own settings, {@code gpicl.*}: their defaults, and what each takes. */
package org.gpicl.home.settings;
