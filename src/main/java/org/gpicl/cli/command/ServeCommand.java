package org.gpicl.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.gpicl.cli.serve.Server;
import org.gpicl.cli.terminal.HomeOptions;
import org.gpicl.home.Home;
import org.gpicl.sweep.Sweep;
import org.gpicl.sweep.file.SweepFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs what is scheduled or ordered, with a page, REST and metrics, until it is ended. */
@Command(
    name = "serve",
    description =
        "Serves a home: runs sweeps from a queue and by schedule, with a live page and metrics.",
    mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "Sweep files with a schedule, which is added at the start.")
  private List<Path> files = new ArrayList<>();

  @Mixin private HomeOptions homeOptions;
  @Mixin private HomeOptions.Images images;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the page; 0 for any (default: 8484, or gpicl.serve.port).")
  private Integer port;

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      description = "Address to listen on (default: 127.0.0.1, or gpicl.serve.address).")
  private String address;

  @Override
  public Integer call() throws Exception {
    Home home = homeOptions.home();
    List<Sweep> sweeps = new ArrayList<>();
    for (Path file : files) {
      sweeps.add(SweepFile.read(file, List.of()));
    }
    Map<String, Object> settings = new HashMap<>();
    if (port != null) {
      settings.put("gpicl.serve.port", port);
    }
    if (address != null) {
      settings.put("gpicl.serve.address", address);
    }
    return new Server(home, images.library(home, System.err), System.out, System.err)
        .run(sweeps, settings);
  }
}
