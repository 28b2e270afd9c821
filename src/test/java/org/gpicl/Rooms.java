package org.gpicl;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Top-level classes by room, and which of them use which; a nested class counts as its outer. */
final class Rooms {
  private static final String ROOT = "org.gpicl.";

  private Rooms() {}

  /** One class uses another; both by their full names. */
  record Arrow(String from, String to) {}

  static Map<String, Set<String>> of(JavaClasses classes) {
    return classes.stream()
        .filter(one -> !one.getSimpleName().equals("package-info"))
        .map(Rooms::outer)
        .collect(
            Collectors.groupingBy(
                Rooms::room, TreeMap::new, Collectors.toCollection(TreeSet::new)));
  }

  static String room(String name) {
    return name.substring(ROOT.length(), name.lastIndexOf('.'));
  }

  private static String outer(JavaClass one) {
    String name = one.getName();
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  static Set<Arrow> arrows(JavaClasses classes) {
    Comparator<Arrow> order = Comparator.comparing(Arrow::from).thenComparing(Arrow::to);
    return classes.stream()
        .flatMap(one -> one.getDirectDependenciesFromSelf().stream())
        .filter(use -> use.getTargetClass().getName().startsWith(ROOT))
        .map(use -> new Arrow(outer(use.getOriginClass()), outer(use.getTargetClass())))
        .filter(arrow -> !arrow.from().equals(arrow.to()))
        .collect(Collectors.toCollection(() -> new TreeSet<>(order)));
  }

  /** Groups of classes of which each leads to every other. */
  static List<Set<String>> circles(Set<Arrow> arrows) {
    Map<String, Set<String>> uses = new HashMap<>();
    arrows.forEach(a -> uses.computeIfAbsent(a.from(), name -> new TreeSet<>()).add(a.to()));
    Map<String, Set<String>> reached = new HashMap<>();
    uses.keySet().forEach(name -> reached.put(name, reach(name, uses)));
    List<Set<String>> circles = new ArrayList<>();
    for (String name : new TreeSet<>(uses.keySet())) {
      if (reached.get(name).contains(name)
          && circles.stream().noneMatch(circle -> circle.contains(name))) {
        circles.add(
            reached.get(name).stream()
                .filter(other -> reached.getOrDefault(other, Set.of()).contains(name))
                .collect(Collectors.toCollection(TreeSet::new)));
      }
    }
    return circles;
  }

  private static Set<String> reach(String name, Map<String, Set<String>> uses) {
    Set<String> seen = new TreeSet<>();
    Deque<String> open = new ArrayDeque<>(uses.get(name));
    while (!open.isEmpty()) {
      String next = open.pop();
      if (seen.add(next)) {
        open.addAll(uses.getOrDefault(next, Set.of()));
      }
    }
    return seen;
  }
}
