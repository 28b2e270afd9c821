package org.gpicl.doctor;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.gpicl.home.Home;
import org.gpicl.home.HomeUsage;
import org.gpicl.home.files.FileLocks;
import org.gpicl.report.table.Amounts;

/**
 * The home: whether it is writable, how much space it takes, how much is left, and how old its
 * backup is.
 */
final class HomeCheck implements Check {
  private static final String SUBJECT = "home";
  private static final long NEARLY_FULL = 1L << 30;
  private static final Duration OLD = Duration.ofDays(7);
  private static final int LARGEST = 3;

  private final Home home;
  private final Supplier<Optional<Instant>> newestBackup;
  private final Clock clock;

  HomeCheck(Home home, Supplier<Optional<Instant>> newestBackup, Clock clock) {
    this.home = home;
    this.newestBackup = newestBackup;
    this.clock = clock;
  }

  @Override
  public List<Finding> look() {
    Path root = home.root();
    Path there = root;
    while (Files.notExists(there)) {
      there = there.getParent();
    }
    List<Finding> findings = new ArrayList<>();
    Optional<String> unwritable = unwritable(there);
    if (unwritable.isPresent()) {
      findings.add(
          Finding.wrong(
              SUBJECT,
              "%s cannot be used: %s".formatted(there, unwritable.get()),
              "Fix that, or choose another place with --home or GPICL_HOME."));
    } else if (there.equals(root)) {
      findings.add(Finding.ok(SUBJECT, root + usage()));
      findings.add(backup());
    } else {
      findings.add(Finding.ok(SUBJECT, root + ", does not exist yet; the first run creates it"));
    }
    findings.add(disk(there));
    return findings;
  }

  /** Why a directory is not writable; empty if it is. */
  private static Optional<String> unwritable(Path directory) {
    try {
      Path file = Files.createTempFile(directory, ".doctor", ".tmp");
      Optional<String> problem = FileLocks.problem(file);
      Files.delete(file);
      return problem;
    } catch (IOException e) {
      return Optional.of("it cannot be written");
    }
  }

  private String usage() {
    try {
      HomeUsage usage = HomeUsage.of(home);
      String largest =
          usage.bytes().entrySet().stream()
              .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
              .limit(LARGEST)
              .map(folder -> folder.getKey() + " " + Amounts.roughBytes(folder.getValue()))
              .collect(Collectors.joining(", "));
      return ", writable, takes " + Amounts.roughBytes(usage.total()) + " (" + largest + ")";
    } catch (IOException e) {
      return ", writable";
    }
  }

  private Finding backup() {
    Optional<Instant> newest = newestBackup.get();
    if (newest.isEmpty()) {
      return Finding.ok("backup", "none yet; each run makes one when it ends");
    }
    Duration age = Duration.between(newest.get(), clock.instant());
    String text = "the newest is " + inWords(age) + " old";
    return age.compareTo(OLD) > 0
        ? Finding.note("backup", text, "Each run makes one when it ends.")
        : Finding.ok("backup", text);
  }

  private static String inWords(Duration age) {
    if (age.toHours() >= 48) {
      return age.toDays() + " days";
    }
    return age.toMinutes() >= 120 ? age.toHours() + " hours" : age.toMinutes() + " minutes";
  }

  private static Finding disk(Path directory) {
    try {
      FileStore store = Files.getFileStore(directory);
      long free = store.getUsableSpace();
      String text =
          "%s of %s free"
              .formatted(Amounts.roughBytes(free), Amounts.roughBytes(store.getTotalSpace()));
      return free < NEARLY_FULL
          ? Finding.wrong("disk", text, "Free some: `gpicl gc` removes what no sweep needs.")
          : Finding.ok("disk", text);
    } catch (IOException e) {
      return Finding.note("disk", "its free space cannot be determined: " + e.getMessage(), "");
    }
  }
}
