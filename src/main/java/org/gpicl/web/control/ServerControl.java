package org.gpicl.web.control;

import java.util.List;

/** What other terminals may ask of a server, beside what they may ask of any owner of a home. */
public interface ServerControl {

  /**
   * Puts a sweep into the queue.
   *
   * @param resolved its file
   * @param flags {@code restart-changed}, {@code failed}
   * @return with the number of the order as text
   */
  Answer run(String resolved, List<String> flags);

  /**
   * Puts a sweep into the queue as it was last run.
   *
   * @param sweep its name; empty where there is just one
   * @param flags as for {@link #run}, and overrides
   */
  Answer resume(String sweep, List<String> flags);

  /** How an order gets on: a line while it does, and in the end what a run would have printed. */
  Answer follow(long order);

  /** Looks at schedules or changes them. */
  Answer schedule(ScheduleAction deed, String sweep, String text);
}
