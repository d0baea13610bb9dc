package io.promferry.loadtests.peer;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a sender writes to, and with which bearer token.
 *
 * @param settings what a Prometheus is told about it besides, as its {@code remote_write} section
 *     has it
 */
public record RemoteWrite(URI uri, String token, Map<String, Object> settings) {
  public RemoteWrite {
    settings = Map.copyOf(settings);
  }

  public RemoteWrite(URI uri, String token) {
    this(uri, token, Map.of());
  }

  public RemoteWrite with(String setting, Object value) {
    var more = new HashMap<>(settings);
    more.put(setting, value);
    return new RemoteWrite(uri, token, more);
  }
}
