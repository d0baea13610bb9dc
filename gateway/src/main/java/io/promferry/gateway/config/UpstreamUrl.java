package io.promferry.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * Where a store takes remote write: an absolute http or https URL.
 *
 * @param tls whether it is https
 * @param host a name or address, IPv6 without brackets
 * @param port 1 to 65535, the scheme's own where the URL has none
 * @param target path and query as they stand in the request line; begins with a slash
 */
public record UpstreamUrl(boolean tls, String host, int port, Template target) {
  private static final Pattern PARTS = Pattern.compile("(https?)://([^/?#]+)([^#]*)");
  private static final Pattern ASCII = Pattern.compile("\\p{ASCII}*");
  private static final String EXPECTED = "must be a URL such as http://central:9090/api/v1/write";
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int MOST_PORT = 65_535;

  static final UpstreamUrl UNKNOWN =
      new UpstreamUrl(false, "unknown", HTTP_PORT, new Template("/"));

  static UpstreamUrl parse(String text) {
    var parts = PARTS.matcher(text);
    if (!parts.matches() || !ASCII.matcher(text).matches()) {
      throw new IllegalArgumentException(EXPECTED);
    }
    var authority = parts.group(2);
    if (Template.hasBrace(authority)) {
      throw new IllegalArgumentException(
          "may have {tenant} and {vpc} in path and query, not in the host");
    }
    var target = new Template(rooted(parts.group(3)));
    return of(uri(parts.group(1) + "://" + authority + target.fill("tenant", "vpc")), target);
  }

  private static UpstreamUrl of(URI uri, Template target) {
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("must have no credentials: use authorization");
    }
    boolean tls = uri.getScheme().equals("https");
    int port = uri.getPort() < 0 ? (tls ? HTTPS_PORT : HTTP_PORT) : uri.getPort();
    if (uri.getHost() == null || port == 0 || port > MOST_PORT) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new UpstreamUrl(tls, HostPort.withoutBrackets(uri.getHost()), port, target);
  }

  /** The host as it stands in a URL: IPv6 in brackets. */
  public String bracketedHost() {
    return host.contains(":") ? "[" + host + "]" : host;
  }

  /** Without the query, which may hold a key. */
  @Override
  public String toString() {
    var path = target.text();
    int query = path.indexOf('?');
    return (tls ? "https://" : "http://")
        + bracketedHost()
        + ":"
        + port
        + (query < 0 ? path : path.substring(0, query));
  }

  private static String rooted(String target) {
    return target.startsWith("/") ? target : "/" + target;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
  }
}
