/**
 * The recovery duties: distinguishing a live run from a dead one, closing what a dead one left
 * open, judging failures, retrying, rebuilding. docs/recovery.md has the promises.
 */
package org.gpicl.job.recovery;
