package org.gpicl.logs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.gpicl.home.Home;

/**
 * Reads the log of a home while other processes write it: back into rolled files, and forward as it
 * grows.
 */
public final class HomeLog implements AutoCloseable {
  private final RolledFiles rolled;
  private final GrowingFile current;
  private final List<RolledFiles.Rolled> before;
  private final List<String> first;
  private final LogFilter filter;

  private HomeLog(
      RolledFiles rolled,
      GrowingFile current,
      List<RolledFiles.Rolled> before,
      List<String> first,
      LogFilter filter) {
    this.rolled = rolled;
    this.current = current;
    this.before = before;
    this.first = first;
    this.filter = filter;
  }

  /** Opens the log of a home that has a directory for it. */
  public static HomeLog open(Home home, LogFilter filter) throws IOException {
    Path directory = home.logs();
    RolledFiles rolled = new RolledFiles(directory);
    while (true) {
      List<RolledFiles.Rolled> before = rolled.newestFirst();
      GrowingFile current = new GrowingFile(directory.resolve("gpicl.log"));
      List<String> first = current.read();
      // If the log were rolled in between, its lines would be read twice or never.
      if (rolled.newestFirst().stream()
          .map(RolledFiles.Rolled::name)
          .toList()
          .equals(before.stream().map(RolledFiles.Rolled::name).toList())) {
        return new HomeLog(rolled, current, before, first, filter);
      }
      current.close();
    }
  }

  /** Returns the last matching lines, oldest first, each with the lines that belong to it. */
  public List<String> last(int count) throws IOException {
    Deque<List<String>> files = new ArrayDeque<>();
    int found = 0;
    files.addFirst(wanted(first));
    found += files.peekFirst().size();
    for (RolledFiles.Rolled file : before) {
      if (found >= count && filter.known()) {
        break;
      }
      files.addFirst(wanted(rolled.lines(file)));
      found += files.peekFirst().size();
    }
    List<String> all = files.stream().flatMap(List::stream).toList();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  private List<String> wanted(List<String> lines) {
    List<String> wanted = new ArrayList<>();
    for (String line : lines) {
      LogLine read = LogLine.read(line).orElse(null);
      switch (filter.look(read)) {
        case FIRST -> wanted.add(read.text());
        case FURTHER -> wanted.set(wanted.size() - 1, wanted.get(wanted.size() - 1) + "\n" + line);
        case NONE -> {}
      }
    }
    return wanted;
  }

  /**
   * Waits for further matching lines; each line of a stack trace is a line of its own here.
   *
   * @return an empty list if there were none for a while
   */
  public List<String> more() throws IOException, InterruptedException {
    List<String> wanted = new ArrayList<>();
    current.await();
    for (String line : current.read()) {
      LogLine read = LogLine.read(line).orElse(null);
      if (filter.look(read) != LogFilter.Part.NONE) {
        wanted.add(read == null ? line : read.text());
      }
    }
    return wanted;
  }

  /** Ends the wait of another thread. */
  public void stop() throws IOException {
    current.stop();
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
