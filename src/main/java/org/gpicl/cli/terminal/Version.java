package org.gpicl.cli.terminal;

import org.gpicl.machine.Build;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    Build build = Build.read();
    return new String[] {
      "gpicl " + build.version() + (build.commit().isEmpty() ? "" : " (" + build.commit() + ")")
    };
  }
}
