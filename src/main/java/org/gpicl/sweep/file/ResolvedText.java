package org.gpicl.sweep.file;

import java.util.Optional;
import org.gpicl.sweep.key.Key;
import org.gpicl.sweep.key.KeyTable;

/** Writes settings as a complete sweep file, every default included. */
final class ResolvedText {
  private ResolvedText() {}

  static String of(Settings settings) {
    StringBuilder text = new StringBuilder("# Every setting, the recipe's defaults written out.\n");
    String section = "";
    for (Key<?> key : KeyTable.ALL.values()) {
      Optional<?> value = settings.find(key);
      if (value.isEmpty()) {
        continue;
      }
      if (!key.section().equals(section)) {
        section = key.section();
        if (!section.isEmpty()) {
          text.append(section).append(":\n");
        }
      }
      text.append(section.isEmpty() ? "" : "  ")
          .append(key.leaf())
          .append(": ")
          .append(key.write(value.get()))
          .append('\n');
    }
    return text.toString();
  }
}
