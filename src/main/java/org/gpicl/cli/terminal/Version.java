package org.gpicl.cli.terminal;

import org.gpicl.machine.Build;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Build build = Build.read();
    return new String[] {
      "gpicl " + build.version() + (build.commit().isEmpty() ? "" : " (" + build.commit() + ")")
    };
  }
}
