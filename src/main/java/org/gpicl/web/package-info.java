/** How other terminals talk to the process that owns a home: a loopback endpoint with a token. */
package org.gpicl.web;
