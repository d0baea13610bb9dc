package io.promferry.gateway.config;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One central store.
 *
 * @param name for logs and metrics
 * @param url where remote write goes
 * @param protocol which version it takes
 * @param required whether a write counts as accepted only when this store has it
 * @param timeout of one attempt
 * @param connections how many are open to one of its addresses at most; each carries one write at a
 *     time
 * @param headers further headers of every request to it
 * @param drop what it cannot take and is left out, visibly
 * @param rollsBack whether it keeps nothing of a Remote Write 1.0 request that it refuses in part
 * @param inFlightBytes of writes on their way to it, past which an optional store misses writes
 */
public record UpstreamConfig(
    String name,
    UpstreamUrl url,
    Protocol protocol,
    boolean required,
    Duration timeout,
    int connections,
    Map<String, Template> headers,
    ClientAuthorization authorization,
    ClientTls tls,
    Set<Part> drop,
    RollsBack rollsBack,
    long inFlightBytes) {
  /** Which version of remote write a store takes; {@code AUTO} finds out. */
  public enum Protocol {
    AUTO,
    RW1,
    RW2
  }

  /** What some stores cannot take. */
  public enum Part {
    NATIVE_HISTOGRAMS,
    CUSTOM_BUCKET_HISTOGRAMS,
    EXEMPLARS,
    METADATA
  }

  /** Whether a refusal in part is one of the whole; {@code AUTO} finds out. */
  public enum RollsBack {
    AUTO,
    TRUE,
    FALSE
  }

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][-._a-zA-Z0-9]{0,62}");
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
  private static final int DEFAULT_CONNECTIONS = 128;
  private static final int MOST_CONNECTIONS = 10_000;
  private static final long DEFAULT_IN_FLIGHT_BYTES = 64L << 20;

  public UpstreamConfig {
    headers = Map.copyOf(headers);
    drop = Set.copyOf(drop);
  }

  static UpstreamConfig read(Section section, ConfigFiles files, Set<String> namesTaken) {
    var url = section.required("url", UpstreamUrl::parse);
    boolean required = section.scalar("required", Values::bool).orElse(true);
    if (section.has("tls") && url.isPresent() && !url.get().tls()) {
      section.problem("tls", "needs an https url");
    }
    if (section.has("in-flight-bytes") && required) {
      section.problem("in-flight-bytes", "only a store with required: false may miss writes");
    }
    return new UpstreamConfig(
        section.required("name", text -> name(text, namesTaken)).orElse(""),
        url.orElse(UpstreamUrl.UNKNOWN),
        section
            .scalar("protocol", text -> Values.oneOf(Protocol.class, text))
            .orElse(Protocol.AUTO),
        required,
        section.scalar("timeout", Values::positiveDuration).orElse(DEFAULT_TIMEOUT),
        section.scalar("connections", UpstreamConfig::connections).orElse(DEFAULT_CONNECTIONS),
        UpstreamHeaders.read(section),
        section
            .section("authorization", below -> ClientAuthorization.read(below, files))
            .orElse(new ClientAuthorization.None()),
        section.section("tls", below -> ClientTls.read(below, files)).orElse(ClientTls.JDK_TRUST),
        parts(section),
        section
            .scalar("rolls-back", text -> Values.oneOf(RollsBack.class, text))
            .orElse(RollsBack.AUTO),
        section.scalar("in-flight-bytes", Values::positiveBytes).orElse(DEFAULT_IN_FLIGHT_BYTES));
  }

  /** Whether the store can tell one tenant's data from another's without the forced labels. */
  public boolean separatesTenants() {
    return url.target().namesTenant() || headers.values().stream().anyMatch(Template::namesTenant);
  }

  /** Without the headers' values and the url's query, which may hold keys. */
  @Override
  public String toString() {
    return "UpstreamConfig[name=" + name + ", url=" + url + ", headers=" + headers.keySet() + "]";
  }

  private static String name(String text, Set<String> namesTaken) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to 63 letters, digits, dots, dashes and underscores, got '" + text + "'");
    }
    if (!namesTaken.add(text)) {
      throw new IllegalArgumentException("two upstreams are called '" + text + "'");
    }
    return text;
  }

  private static Set<Part> parts(Section section) {
    var parts = EnumSet.noneOf(Part.class);
    parts.addAll(section.scalars("drop", text -> Values.oneOf(Part.class, text)));
    return parts;
  }

  private static int connections(String text) {
    return (int) Values.whole(text, 1, MOST_CONNECTIONS);
  }
}
