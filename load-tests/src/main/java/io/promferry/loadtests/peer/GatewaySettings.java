package io.promferry.loadtests.peer;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a gateway under test is given.
 *
 * @param upstream the central store's url, in which the gateway fills {@code {tenant}} in
 * @param core the only one that it may run on, where it may not run on all
 * @param jvmFlags of the JVM, beside the image's
 * @param sections further keys of its configuration, and their values, by section
 * @param files more files of its directory, text by name
 */
public record GatewaySettings(
    String upstream,
    int heapMegabytes,
    OptionalInt core,
    List<String> jvmFlags,
    Map<String, Map<String, Object>> sections,
    Map<String, String> files) {
  private static final int HEAP_MEGABYTES = 512;

  public GatewaySettings {
    jvmFlags = List.copyOf(jvmFlags);
    sections = Map.copyOf(sections);
    files = Map.copyOf(files);
  }

  public static GatewaySettings of(URI upstream) {
    return of(upstream.toString());
  }

  /** A gateway that reads its tenants again when it is told to, and not by itself. */
  public static GatewaySettings of(String upstream) {
    return new GatewaySettings(
            upstream, HEAP_MEGABYTES, OptionalInt.empty(), List.of(), Map.of(), Map.of())
        .with("tenants", "files", List.of("tenants.yml"))
        .with("tenants", "refresh", "1h");
  }

  public GatewaySettings withHeapMegabytes(int wanted) {
    return new GatewaySettings(upstream, wanted, core, jvmFlags, sections, files);
  }

  public GatewaySettings onCore(int wanted) {
    return new GatewaySettings(
        upstream, heapMegabytes, OptionalInt.of(wanted), jvmFlags, sections, files);
  }

  public GatewaySettings withJvmFlags(List<String> wanted) {
    return new GatewaySettings(upstream, heapMegabytes, core, wanted, sections, files);
  }

  /** One key of a section more. */
  public GatewaySettings with(String section, String key, Object value) {
    var keys = new HashMap<>(sections.getOrDefault(section, Map.of()));
    keys.put(key, value);
    var more = new HashMap<>(sections);
    more.put(section, Map.copyOf(keys));
    return new GatewaySettings(upstream, heapMegabytes, core, jvmFlags, more, files);
  }

  public GatewaySettings withFile(String name, String text) {
    var more = new HashMap<>(files);
    more.put(name, text);
    return new GatewaySettings(upstream, heapMegabytes, core, jvmFlags, sections, more);
  }

  String scheme() {
    return sections.getOrDefault("server", Map.of()).containsKey("tls") ? "https" : "http";
  }

  String heapFlag() {
    return "-Xmx" + heapMegabytes + 'm';
  }

  /** The whole configuration of a gateway that listens there. */
  Map<String, Object> configuration(String listen, String adminListen) {
    var listening = with("server", "listen", listen).with("admin", "listen", adminListen);
    var all = new HashMap<String, Object>(listening.sections());
    all.put("upstreams", List.of(Map.of("name", "central", "url", upstream, "timeout", "5s")));
    return all;
  }
}
