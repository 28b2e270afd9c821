package org.gpicl.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * Where native libraries are unpacked, from where the system then loads them: decided here and
 * nowhere else. JavaCPP alone would take a folder {@code ?} in the current one for a user without a
 * name, and would not see that a file system executes nothing.
 *
 * @param path the folder
 * @param problem why no library can be loaded from there
 */
public record NativeFolder(Path path, Optional<String> problem) {
  /** The environment variable that names another folder. */
  public static final String SETTING = "GPICL_NATIVES";

  private static final String PROPERTY = "org.bytedeco.javacpp.cachedir";
  private static final String NAMELESS = "?";

  /** Decides for this process; to be called before the first native library is loaded. */
  public static void choose() {
    NativeFolder folder = ofThisProcess();
    if (folder.problem().isEmpty()) {
      if (temporary(System.getProperties(), folder.path())) {
        makePrivate(folder.path().getParent());
      }
      System.setProperty(PROPERTY, folder.path().toString());
      if (!Path.of(System.getProperty("user.home", NAMELESS)).isAbsolute()) {
        // Java would keep its list of fonts in a folder of that name.
        System.setProperty("user.home", folder.path().getParent().toString());
      }
    }
  }

  /** What is decided for this process. */
  public static NativeFolder ofThisProcess() {
    return of(System.getenv(), System.getProperties(), Mounts.ofThisProcess());
  }

  static NativeFolder of(Map<String, String> environment, Properties properties, Mounts mounts) {
    String named = environment.getOrDefault(SETTING, properties.getProperty(PROPERTY, ""));
    if (!named.isBlank()) {
      Path path = Path.of(named).toAbsolutePath();
      return new NativeFolder(path, problem(path, mounts).map(NativeFolder::advised));
    }
    List<String> problems = new ArrayList<>();
    List<Path> candidates = candidates(environment, properties);
    for (Path candidate : candidates) {
      Optional<String> problem =
          problem(candidate, mounts).or(() -> ofAnotherUser(candidate.getParent(), properties));
      if (problem.isEmpty()) {
        return new NativeFolder(candidate, problem);
      }
      problems.add(problem.get());
    }
    return new NativeFolder(
        candidates.get(0), Optional.of(advised(String.join(", and ", problems))));
  }

  private static List<Path> candidates(Map<String, String> environment, Properties properties) {
    List<Path> candidates = new ArrayList<>();
    for (String home :
        List.of(properties.getProperty("user.home", ""), environment.getOrDefault("HOME", ""))) {
      // A user without a name has no home either.
      if (candidates.isEmpty() && !home.equals("/") && Path.of(home).isAbsolute()) {
        candidates.add(Path.of(home, ".javacpp", "cache"));
      }
    }
    String user = properties.getProperty("user.name", NAMELESS);
    candidates.add(
        Path.of(
                properties.getProperty("java.io.tmpdir", "/tmp"),
                ".javacpp-" + (user.equals(NAMELESS) ? uid() : user),
                "cache")
            .toAbsolutePath());
    return candidates;
  }

  private static String uid() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException notLinux) {
      return "nameless";
    }
  }

  private static Optional<String> problem(Path path, Mounts mounts) {
    Path there = path;
    while (there != null && Files.notExists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there)) {
      return Optional.of(path + " is not a folder");
    }
    if (!Files.isWritable(there) || !Files.isExecutable(there)) {
      return Optional.of(path + " cannot be written");
    }
    try {
      return mounts.forbidExecution(there.toRealPath())
          ? Optional.of(path + " is on a file system from which nothing is executed (noexec)")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of(path + " cannot be read");
    }
  }

  private static boolean temporary(Properties properties, Path path) {
    return path.startsWith(
        Path.of(properties.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath());
  }

  /** With the umask of a group that shares its files, others could write in it. */
  private static void makePrivate(Path folder) {
    try {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException | UnsupportedOperationException alreadyThere) {
      // It was looked at before it was chosen.
    }
  }

  /** Among temporary files, somebody else may have put libraries of his own into the folder. */
  private static Optional<String> ofAnotherUser(Path folder, Properties properties) {
    if (!temporary(properties, folder) || Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    try {
      PosixFileAttributes attributes =
          Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean ours =
          attributes.isDirectory()
              && Files.getAttribute(folder, "unix:uid").toString().equals(uid())
              && Collections.disjoint(
                  attributes.permissions(),
                  Set.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
      return ours
          ? Optional.empty()
          : Optional.of(folder + " belongs to another user, or others may write in it");
    } catch (IOException e) {
      return Optional.of(folder + " cannot be read");
    } catch (UnsupportedOperationException | IllegalArgumentException notLinux) {
      return Optional.empty();
    }
  }

  private static String advised(String problem) {
    return "native libraries cannot be unpacked: %s; set %s to a folder that can be written and executed from"
        .formatted(problem, SETTING);
  }
}
