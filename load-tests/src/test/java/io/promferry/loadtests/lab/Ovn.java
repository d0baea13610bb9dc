package io.promferry.loadtests.lab;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A running OVN of one node, whose switch forwards in userspace: no kernel module is needed. */
final class Ovn {
  /** For databases and sockets; the lab has its own {@code /run}. */
  private static final Path DIRECTORY = Path.of("/run/ovn");

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Enclosure enclosure;
  private final OvnPrograms programs;
  private final Path logs;
  private final Map<String, LabProcess> daemons = new HashMap<>();

  private Ovn(Enclosure enclosure, OvnPrograms programs, Path logs) {
    this.enclosure = enclosure;
    this.programs = programs;
    this.logs = logs;
  }

  static Ovn start(Enclosure enclosure, OvnPrograms programs, Path logs) {
    var ovn = new Ovn(enclosure, programs, logs);
    ovn.startDatabases();
    ovn.startSwitch();
    ovn.startController();
    return ovn;
  }

  /** Tells kernel, switch and OVN what the wiring says, and returns when packets obey it. */
  void apply(Wiring wiring) {
    run(wiring.script() + settled());
    daemons.forEach((name, daemon) -> {
      if (!daemon.isAlive()) {
        throw new IllegalStateException(name + " has ended: see " + logs);
      }
    });
  }

  /** Changes OVN's northbound database, and returns when packets obey it. */
  void northbound(String... commands) {
    run("ovn-nbctl " + String.join(" -- ", commands) + '\n' + settled());
  }

  /** Runs a shell script that changes something, and returns when packets obey it. */
  void change(String script) {
    run(script + settled());
  }

  /** Runs a shell script beside the switch. */
  String run(String script) {
    var unpacked = programs.root().resolve("usr/lib");
    return enclosure.run(
        environment(),
        """
        ovn() { LD_LIBRARY_PATH=$OVN_LIBRARIES command "$@"; }
        ovn-nbctl() { ovn ovn-nbctl --timeout=120 "$@"; }
        ovs-appctl() { ovn ovs-appctl --timeout=120 "$@"; }
        ovs-vsctl() { ovn ovs-vsctl --timeout=120 --db="$OVN_NB_DB" "$@"; }
        ovsdb-tool() { ovn ovsdb-tool "$@"; }
        ethtool() { ovn ethtool "$@"; }
        OVN_LIBRARIES=$(printf '%%s:' %s/*-linux-gnu)
        """
                .formatted(unpacked)
            + script);
  }

  private void startDatabases() {
    run(
        Stream.of("openvswitch/vswitch", "ovn/ovn-nb", "ovn/ovn-sb")
            .map(name ->
                "ovsdb-tool create %s %s%n".formatted(database(name), programs.schema(name)))
            .collect(joining("", "mkdir " + DIRECTORY + '\n', "")));
    daemon(
        "ovsdb-server",
        database("openvswitch/vswitch").toString(),
        database("ovn/ovn-nb").toString(),
        database("ovn/ovn-sb").toString(),
        "--remote=p" + socket());
    await("the databases' socket")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Files.exists(enclosure.outside(DIRECTORY.resolve("db.sock"))));
  }

  private void startSwitch() {
    run(
        """
        ovs-vsctl --no-wait init
        ovs-vsctl --no-wait set open . external_ids:system-id=lab external_ids:ovn-remote=%s \
          external_ids:ovn-encap-type=geneve external_ids:ovn-encap-ip=127.0.0.1 \
          external_ids:ovn-bridge-datapath-type=netdev \
          -- add-br br-int -- set bridge br-int datapath_type=netdev fail_mode=secure
        """
            .formatted(socket()));
    daemon(programs.vswitchd().toString(), socket());
  }

  private void startController() {
    daemon("ovn-northd", "--ovnnb-db=" + socket(), "--ovnsb-db=" + socket());
    daemon("ovn-controller", socket());
  }

  private void daemon(String program, String... arguments) {
    var name = Path.of(program).getFileName().toString();
    var environment = new HashMap<>(environment());
    environment.put("LD_LIBRARY_PATH", libraries());
    var command =
        Stream.concat(
                Stream.of("env", program, "--pidfile=" + DIRECTORY.resolve(name + ".pid")),
                Stream.of(arguments))
            .toList();
    var _ =
        enclosure.start(
            enclosure.nodesNetwork(), environment, logs.resolve(name + ".log"), command);
  }

  private String libraries() {
    try (var found = Files.newDirectoryStream(programs.root().resolve("usr/lib"), "*-linux-gnu")) {
      var directories = new ArrayList<String>();
      found.forEach(one -> directories.add(one.toString()));
      return String.join(":", directories);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Map<String, String> environment() {
    var environment = new HashMap<>(programs.environment(DIRECTORY));
    environment.put("OVN_NB_DB", socket());
    environment.put("OVN_SB_DB", socket());
    return environment;
  }

  private Path database(String schema) {
    return DIRECTORY.resolve(Path.of(schema).getFileName() + ".db");
  }

  private String socket() {
    return "unix:" + DIRECTORY.resolve("db.sock");
  }

  /**
   * The switch has its rules when the first ends; by flows that it remembers packets pass until it
   * has looked at those, and it may be half way through a look that began before.
   */
  private static String settled() {
    return """
    ovn-nbctl --wait=hv sync
    ovs-appctl revalidator/wait
    ovs-appctl revalidator/wait
    """;
  }
}
