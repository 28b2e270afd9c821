/** What may be asked of a home, and the answers as terminals print them, whoever owns the home. */
package org.gpicl.web.control;
