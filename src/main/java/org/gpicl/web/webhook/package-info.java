/** Notifies a configured address when runs end, are skipped or are missed. */
package org.gpicl.web.webhook;
