/** Calls of one process to the one that owns a home, over loopback. */
package org.gpicl.web.remote;
