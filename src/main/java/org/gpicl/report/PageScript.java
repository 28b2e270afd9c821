package org.gpicl.report;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gpicl.home.files.PackagedText;

/**
 * A JavaScript module and those that it imports, as one script: browsers load no modules into a
 * page that is opened as a file. Each module becomes a function that returns what it exports.
 */
final class PageScript {
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^import (\\{[^}]*}) from ['\"]([^'\"]+)['\"];$");
  private static final Pattern EXPORT =
      Pattern.compile("(?m)^export (?=(?:async )?(?:const|function|class) (\\w+))");

  private final Map<String, String> variables = new LinkedHashMap<>();
  private final StringBuilder script = new StringBuilder("'use strict';\n");

  private PageScript() {}

  /** The script that runs a module of the class path. */
  static String of(String module) throws IOException {
    PageScript script = new PageScript();
    script.add(module);
    return script.script.toString();
  }

  /** Adds a module behind those that it needs; returns the variable that holds its exports. */
  private String add(String module) throws IOException {
    if (variables.containsKey(module)) {
      return variables.get(module);
    }
    String text = PackagedText.read(module);
    Matcher imports = IMPORT.matcher(text);
    StringBuilder body = new StringBuilder();
    while (imports.find()) {
      String imported = add(URI.create(module).resolve(imports.group(2)).toString());
      imports.appendReplacement(body, "const " + imports.group(1) + " = " + imported + ";");
    }
    imports.appendTail(body);
    List<String> names = new ArrayList<>();
    Matcher exports = EXPORT.matcher(body);
    while (exports.find()) {
      names.add(exports.group(1));
    }
    String variable = "module" + variables.size();
    variables.put(module, variable);
    script
        .append("const %s = (() => {\n".formatted(variable))
        .append(exports.replaceAll(""))
        .append("return { %s };\n})();\n".formatted(String.join(", ", names)));
    return variable;
  }
}
