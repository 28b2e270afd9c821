package org.gpicl.doctor;

import java.util.List;

/** Checks one thing; reports what it cannot check instead of throwing an exception. */
@FunctionalInterface
interface Check {
  List<Finding> look();
}
