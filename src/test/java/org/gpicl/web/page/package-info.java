/** The live page in a real browser, before a server that is made up but keeps the REST contract. */
package org.gpicl.web.page;
