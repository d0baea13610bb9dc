package io.promferry.loadtests.peer;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a sender writes to, and with which bearer token.
 *
 * @param token empty for a Prometheus that shows none
 * @param settings what a Prometheus is told about it besides, as its {@code remote_write} section
 *     has it
 * @param files what a Prometheus finds beside its configuration, name to text
 */
public record RemoteWrite(
    URI uri, String token, Map<String, Object> settings, Map<String, String> files) {
  public RemoteWrite {
    settings = Map.copyOf(settings);
    files = Map.copyOf(files);
  }

  public RemoteWrite(URI uri, String token) {
    this(uri, token, Map.of(), Map.of());
  }

  public RemoteWrite with(String setting, Object value) {
    var more = new HashMap<>(settings);
    more.put(setting, value);
    return new RemoteWrite(uri, token, more, files);
  }

  public RemoteWrite withFile(String name, String text) {
    var more = new HashMap<>(files);
    more.put(name, text);
    return new RemoteWrite(uri, token, settings, more);
  }
}
