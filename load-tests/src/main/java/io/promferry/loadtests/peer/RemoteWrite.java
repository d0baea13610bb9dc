package io.promferry.loadtests.peer;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a sender writes to, and what it shows there.
 *
 * @param username for basic authentication; null where the secret is a bearer token
 * @param secret what the sender has in a file
 * @param settings what a Prometheus is told about it besides, as its {@code remote_write} section
 *     has it
 */
public record RemoteWrite(
    URI uri, @Nullable String username, String secret, Map<String, Object> settings) {
  public RemoteWrite {
    settings = Map.copyOf(settings);
  }

  public RemoteWrite(URI uri, String token) {
    this(uri, null, token, Map.of());
  }

  public static RemoteWrite basic(URI uri, String username, String password) {
    return new RemoteWrite(uri, username, password, Map.of());
  }

  public RemoteWrite with(String setting, Object value) {
    var more = new HashMap<>(settings);
    more.put(setting, value);
    return new RemoteWrite(uri, username, secret, more);
  }
}
