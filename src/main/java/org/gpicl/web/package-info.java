/** The server's REST interface over what {@code web.view} shows, its health, and the page. */
package org.gpicl.web;
