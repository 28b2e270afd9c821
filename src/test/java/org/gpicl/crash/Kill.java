package org.gpicl.crash;

import java.time.Duration;
import java.util.Map;

/**
 * One SIGKILL.
 *
 * @param aimed the phase that it was meant for
 * @param hit the phase that it met, as the log tells
 * @param after how long the process had lived
 * @param repeated steps that each cell in training had surely done and had to do again
 * @param unstored the longest that a cell in training had gone without a checkpoint
 * @param further whether more was stored than after the kill before
 */
record Kill(
    String sweep,
    Phase aimed,
    Phase hit,
    Duration after,
    Map<String, Long> repeated,
    Duration unstored,
    boolean further) {

  long steps() {
    return repeated.values().stream().mapToLong(Long::longValue).sum();
  }
}
