package org.gpicl.crash;

import java.util.Locale;

/** Where in its life a process is. */
enum Phase {
  FIRST_START("first start, while tables are made"),
  START_UP("start-up"),
  PLAN("plan"),
  GENERATE("generate"),
  TRAIN("train"),
  EVALUATE("evaluate"),
  REPORT("report"),
  CLOSING("after the report"),
  BEGUN_AGAIN("begun again, when all was done");

  private final String title;

  Phase(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  static Phase ofStep(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
