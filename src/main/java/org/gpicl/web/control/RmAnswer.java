package org.gpicl.web.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.home.files.FileTree;
import org.gpicl.job.upkeep.Archive;
import org.gpicl.job.upkeep.RemoveSweep;
import org.gpicl.report.table.Amounts;
import org.gpicl.store.LeaseTable;

/** Shows what is removed with a sweep, and removes it. */
final class RmAnswer {
  private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private final RemoveSweep removal;
  private final Home home;

  RmAnswer(RemoveSweep removal, Home home) {
    this.removal = removal;
    this.home = home;
  }

  Answer of(String name, DeletionMode mode) {
    try {
      RemoveSweep.Extent extent =
          removal.extent(name).orElseThrow(() -> new SweepNotFoundException(name, home));
      String look = text(name, extent);
      if (mode == DeletionMode.LOOK) {
        return new Answer(ExitCode.ASK, look);
      }
      Optional<LeaseTable.Holder> holder = removal.remove(name);
      if (holder.isPresent()) {
        return refused(
            name,
            "process %s has been running it since %s"
                .formatted(holder.get().owner(), holder.get().acquiredAt()));
      }
      String removed = "Sweep " + name + " is removed; `gpicl gc` frees its shards.";
      return new Answer(
          ExitCode.DONE,
          mode == DeletionMode.DO ? removed : look + System.lineSeparator() + removed);
    } catch (IOException e) {
      return new Answer(
          ExitCode.FAILED,
          "sweep %s could not be removed completely: %s. `gpicl rm %s` removes what is left of it."
              .formatted(name, e, name));
    }
  }

  static Answer refused(String name, String why) {
    return new Answer(
        ExitCode.REFUSED,
        "sweep %s is not removed: %s. `gpicl stop %s` stops it.".formatted(name, why, name));
  }

  private String text(String name, RemoveSweep.Extent extent) {
    List<String> lines = new ArrayList<>();
    if (extent.inDatabase()) {
      lines.add(
          "Of sweep %s goes what it alone has: %s finished, %s half done, with %s of checkpoints and parameters; its %s."
              .formatted(
                  name,
                  count(extent.finished(), "cell"),
                  extent.halfDone(),
                  Amounts.bytes(extent.databaseBytes()),
                  count(extent.runs(), "run")));
    } else {
      lines.add("The database has no sweep %s, but there are files of one.".formatted(name));
    }
    if (extent.shared() > 0) {
      lines.add(
          extent.shared() == 1
              ? "1 cell stays, since another sweep has it too."
              : extent.shared() + " cells stay, since other sweeps have them too.");
    }
    if (!extent.readable()) {
      lines.add("Another version of this program stored it: its cells stay until `gpicl gc`.");
    }
    if (Files.isDirectory(home.sweep(name))) {
      lines.add(files(extent.results()) + " in " + home.sweep(name) + " go.");
    }
    lines.addAll(archived(extent.archives(), " goes."));
    return String.join(System.lineSeparator(), lines);
  }

  /** The archived results of a sweep, one a line. */
  static List<String> archived(Home home, String name) {
    try {
      List<Archive.Entry> entries = Archive.of(home, name);
      List<String> lines = new ArrayList<>(archived(entries, ""));
      if (!entries.isEmpty()) {
        lines.add(
            "Each has the sweep.yaml that runs it again: with --restart-changed, or under another name with --set name=NAME.");
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> archived(List<Archive.Entry> entries, String end) {
    return entries.stream()
        .map(
            entry ->
                "Archive %s, replaced %s, %s%s"
                    .formatted(
                        entry.folder(),
                        LOCAL.format(entry.madeAt().atZone(ZoneId.systemDefault())),
                        files(entry.size()),
                        end.isEmpty() ? "" : "," + end))
        .toList();
  }

  private static String files(FileTree.Size size) {
    return count(size.files(), "file") + " of " + Amounts.bytes(size.bytes());
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
