package io.promferry.loadtests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.loadtests.peer.NoPeerException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Network, mount and process namespaces around the whole lab. Their first process reads from this
 * JVM; when the JVM goes, however it goes, that process ends, and with it the kernel ends all
 * others and takes networks and mounts down.
 */
final class Enclosure implements AutoCloseable {
  private static final String FIRST_PROCESS =
      """
      mount -t tmpfs none /run && mkdir /run/netns && ip link set lo up && echo ready && exec cat
      """;

  private final Process unshare;
  private final ProcessHandle first;

  private Enclosure(Process unshare, ProcessHandle first) {
    this.unshare = unshare;
    this.first = first;
  }

  /** Needs root. */
  static Enclosure open() {
    try {
      var unshare =
          new ProcessBuilder(
                  "unshare",
                  "--net",
                  "--mount",
                  "--propagation",
                  "private",
                  "--pid",
                  "--fork",
                  "--kill-child",
                  "--mount-proc",
                  "sh",
                  "-c",
                  FIRST_PROCESS)
              .redirectErrorStream(true)
              .start();
      var said =
          new BufferedReader(new InputStreamReader(unshare.getInputStream(), UTF_8)).readLine();
      var first = unshare.children().findFirst();
      if (!"ready".equals(said) || first.isEmpty()) {
        unshare.destroyForcibly();
        throw new NoPeerException(
            "no lab without root and network, mount and process namespaces: " + said);
      }
      return new Enclosure(unshare, first.get());
    } catch (IOException failure) {
      throw new UncheckedIOException("no lab without unshare", failure);
    }
  }

  /** The number that its first process has outside of it. */
  long pid() {
    return first.pid();
  }

  /** The network of that name, which a script has made or will make with {@code ip netns add}. */
  NetworkNamespace network(String name) {
    return new NetworkNamespace(name, outside(Path.of("/run/netns", name)));
  }

  /** Where a file that has this absolute path within the lab is outside of it. */
  Path outside(Path file) {
    return Path.of("/proc", Long.toString(pid()), "root", file.toString());
  }

  /** The network in which pods are wired to each other. */
  NetworkNamespace nodesNetwork() {
    return new NetworkNamespace("lab", Path.of("/proc", Long.toString(pid()), "ns/net"));
  }

  /** Starts a program that runs until it is ended, at the latest with the lab. */
  LabProcess start(
      NetworkNamespace network, Map<String, String> environment, Path log, List<String> command) {
    return LabProcess.start(inside(network, environment, command), log);
  }

  /** Runs a shell script that ends, and fails where it fails; what it prints. */
  String run(Map<String, String> environment, String script) {
    try {
      var process =
          inside(nodesNetwork(), environment, List.of("bash", "-e", "-o", "pipefail", "-s"))
              .redirectErrorStream(true)
              .start();
      try (var input = process.outputWriter(UTF_8)) {
        input.write(script);
      }
      var said = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("a script of the lab failed: " + said);
      }
      return said;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in a script of the lab", interrupted);
    }
  }

  @Override
  public void close() {
    unshare.destroyForcibly();
  }

  private ProcessBuilder inside(
      NetworkNamespace network, Map<String, String> environment, List<String> command) {
    var entering =
        new ArrayList<>(
            List.of(
                "nsenter",
                "--target",
                Long.toString(pid()),
                "--mount",
                "--pid",
                "--net=" + network.file(),
                "--"));
    entering.addAll(command);
    var builder = new ProcessBuilder(entering);
    builder.environment().putAll(environment);
    return builder;
  }
}
