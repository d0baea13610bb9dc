package io.promferry.loadtests.lab;

import io.promferry.loadtests.peer.NoPeerException;
import io.promferry.loadtests.peer.PeerBinaries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * OVN, its switch and their tools, installed or unpacked.
 *
 * @param root below which they are where Debian puts them
 */
record OvnPrograms(Path root) {
  /** As {@code peers.sh} finds or unpacks them. */
  static OvnPrograms find() {
    var northd = PeerBinaries.find("ovn-northd");
    var root = northd.resolve("../../..").normalize();
    var programs = new OvnPrograms(root);
    Stream.of(
            programs.vswitchd(),
            programs.schema("openvswitch/vswitch"),
            programs.schema("ovn/ovn-nb"),
            programs.schema("ovn/ovn-sb"))
        .filter(Files::notExists)
        .forEach(missing -> {
          throw new NoPeerException("no OVN to test with: " + missing + " is missing");
        });
    return programs;
  }

  Path vswitchd() {
    return root.resolve("usr/lib/openvswitch-switch/ovs-vswitchd");
  }

  Path schema(String name) {
    return root.resolve("usr/share").resolve(name + ".ovsschema");
  }

  /** With which they find each other, their libraries and where to put their files. */
  Map<String, String> environment(Path directory) {
    var path =
        Stream.of("usr/bin", "usr/sbin", "sbin")
            .map(one -> root.resolve(one).toString())
            .collect(Collectors.joining(":"));
    return Map.of(
        "PATH", path + ":/usr/sbin:/usr/bin:/sbin:/bin",
        "OVS_RUNDIR", directory.toString(),
        "OVN_RUNDIR", directory.toString(),
        "OVS_LOGDIR", directory.toString(),
        "OVN_LOGDIR", directory.toString(),
        "OVS_DBDIR", directory.toString(),
        "OVN_DBDIR", directory.toString());
  }
}
