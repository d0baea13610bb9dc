package io.promferry.loadtests.peer;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a sender writes to, and what it shows there.
 *
 * @param username for basic authentication; null where the secret is a bearer token
 * @param secret what the sender has in a file; empty for one that shows none
 * @param settings what a Prometheus is told about it besides, as its {@code remote_write} section
 *     has it
 * @param files what a Prometheus finds beside its configuration, name to text
 */
public record RemoteWrite(
    URI uri,
    @Nullable String username,
    String secret,
    Map<String, Object> settings,
    Map<String, String> files) {
  public RemoteWrite {
    settings = Map.copyOf(settings);
    files = Map.copyOf(files);
  }

  public RemoteWrite(URI uri, String token) {
    this(uri, null, token, Map.of(), Map.of());
  }

  public static RemoteWrite basic(URI uri, String username, String password) {
    return new RemoteWrite(uri, username, password, Map.of(), Map.of());
  }

  public RemoteWrite with(String setting, Object value) {
    var more = new HashMap<>(settings);
    more.put(setting, value);
    return new RemoteWrite(uri, username, secret, more, files);
  }

  public RemoteWrite withFile(String name, String text) {
    var more = new HashMap<>(files);
    more.put(name, text);
    return new RemoteWrite(uri, username, secret, settings, more);
  }
}
