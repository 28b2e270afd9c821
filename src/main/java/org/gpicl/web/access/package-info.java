/** Who may look at the server and who may change something. */
package org.gpicl.web.access;
