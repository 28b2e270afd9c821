package org.gpicl.job.cluster;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.gpicl.store.LeaseTable;

/** Workers that do not train a sweep: its manager says why, once for each. */
final class RefusingWorkers {
  private final String prefix;
  private final Consumer<String> notices;
  private final Set<String> said = new HashSet<>();

  RefusingWorkers(String sweep, Consumer<String> notices) {
    this.prefix = sweep + ": ";
    this.notices = notices;
  }

  /**
   * @param remarks of all workers that live, by their owners, as {@link PreparedSweeps#remarks()}
   *     has them
   */
  void look(Map<String, String> remarks) {
    remarks.forEach(
        (owner, lines) ->
            lines
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .map(reason -> refusal(LeaseTable.process(owner), reason))
                .filter(said::add)
                .forEach(notices));
  }

  private static String refusal(String process, String reason) {
    return "Worker %s does not train it: %s".formatted(process, reason);
  }
}
