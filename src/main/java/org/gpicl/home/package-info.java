/** The folder that everything is kept in, and the one process that owns it. */
package org.gpicl.home;
