package org.gpicl.docker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The instructions of a Dockerfile, each in one line. */
record Dockerfile(List<Instruction> instructions) {
  record Instruction(String name, String arguments) {
    List<String> words() {
      return Arrays.asList(arguments.split("\\s+"));
    }

    /** Of a COPY: what it copies from the project, or from a stage. */
    List<String> sources() {
      List<String> words = words().stream().filter(word -> !word.startsWith("--")).toList();
      return words.subList(0, words.size() - 1);
    }

    String stage() {
      return words().get(0).startsWith("--from=") ? words().get(0).substring(7) : "";
    }
  }

  static Dockerfile read(String name) throws IOException {
    String text =
        Files.readString(Path.of("docker", name))
            .replaceAll("(?m)^\\s*#.*\\n", "")
            .replaceAll("\\\\\\n\\s*", "");
    List<Instruction> instructions = new ArrayList<>();
    for (String line : text.split("\\n")) {
      if (!line.isBlank()) {
        String[] parts = line.split(" ", 2);
        instructions.add(new Instruction(parts[0], parts[1].strip()));
      }
    }
    return new Dockerfile(instructions);
  }

  List<Instruction> all(String name) {
    return instructions.stream().filter(one -> one.name().equals(name)).toList();
  }

  /** What the image sets, as NAME=VALUE. */
  List<String> environment() {
    return all("ENV").stream().flatMap(env -> env.words().stream()).toList();
  }

  static String versionOfTheProgram() throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>gpicl</artifactId>\\s*<version>([^<]+)<")
            .matcher(Files.readString(Path.of("pom.xml")));
    version.find();
    return version.group(1);
  }
}
