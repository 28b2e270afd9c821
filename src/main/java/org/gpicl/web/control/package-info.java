/** What may be asked of a home, and the answers as a terminal prints them. */
package org.gpicl.web.control;
