package org.gpicl.doctor;

import java.util.List;

/** Looks at one thing; what it cannot look at it says, and throws nothing. */
@FunctionalInterface
interface Check {
  List<Finding> look();
}
