package io.promferry.tenantpromconfig.check;

import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.Platform;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether something that dials the gateway does so by address, with TLS and a credential as it
 * must.
 */
final class AccessCheck {
  private static final List<String> FOREIGN_CREDENTIALS =
      List.of("oauth2", "sigv4", "azuread", "google_iam");

  private final Platform.GatewayAccess gateway;
  private final String dial;

  /** {@code dial}: the address under which this tenant reaches the gateway. */
  AccessCheck(Platform.GatewayAccess gateway, String dial) {
    this.gateway = gateway;
    this.dial = dial;
  }

  /** Of a section with {@code url} and the settings of Prometheus' HTTP client. */
  void check(Place section, String path) {
    url(section.at("url"), path);
    if (gateway.tls()) {
      tls(section.at("tls_config"));
    }
    credentials(section);
  }

  private void url(Place place, String path) {
    var wanted =
        (gateway.tls() ? "https://" : "http://") + bracketed(dial) + ":" + gateway.port() + path;
    if (!place.isThere()) {
      place.found("is missing; must be " + wanted);
      return;
    }
    var url = parse(place.text());
    if (url == null || url.getHost() == null) {
      place.found("is no URL; must be " + wanted);
      return;
    }
    var host = url.getHost().replace("[", "").replace("]", "");
    if (!isAddress(host)) {
      place.found("'" + host + "' is a name, and there is no DNS in a VPC; must be " + wanted);
    } else if (!IpRange.parse(host).equals(IpRange.parse(dial))) {
      place.found(host + " is not the gateway's address; must be " + wanted);
    }
    if (!(gateway.tls() ? "https" : "http").equals(url.getScheme())) {
      place.found(
          "the gateway speaks " + (gateway.tls() ? "TLS" : "no TLS") + "; must be " + wanted);
    }
    if (port(url) != gateway.port()) {
      place.found("port " + port(url) + " is not the gateway's; must be " + wanted);
    }
    if (!path.equals(url.getPath())) {
      place.found("the gateway answers 404 to '" + url.getPath() + "'; must be " + wanted);
    }
    if (url.getUserInfo() != null) {
      place.found("holds a credential; use basic_auth with password_file");
    }
  }

  private void tls(Place tls) {
    if (gateway.ca() != null && !tls.at("ca_file").isThere() && !tls.at("ca").isThere()) {
      tls.at("ca_file").found("is missing, so the gateway's certificate would not be trusted");
    }
    var name = gateway.serverName();
    if (name != null && !name.equals(tls.at("server_name").text())) {
      tls.at("server_name")
          .found(
              "must be " + name + ": what is dialled is an address, the certificate has the name");
    }
    if (tls.at("insecure_skip_verify").node().asBoolean()) {
      tls.at("insecure_skip_verify").found("must not be true: anybody could take the credential");
    }
  }

  private void credentials(Place section) {
    inline(section.at("authorization").at("credentials"), "credentials_file");
    inline(section.at("basic_auth").at("password"), "password_file");
    inline(section.at("bearer_token"), "authorization.credentials_file");
    var type = section.at("authorization").at("type");
    if (type.isThere() && !type.text().equalsIgnoreCase("bearer")) {
      type.found(
          "must be Bearer, or basic_auth be used; the gateway knows no '" + type.text() + "'");
    }
    for (var foreign : FOREIGN_CREDENTIALS) {
      if (section.at(foreign).isThere()) {
        section.at(foreign).found("is no credential that the gateway knows");
      }
    }
    if (!section.at("authorization").isThere()
        && !section.at("basic_auth").isThere()
        && !section.at("bearer_token").isThere()
        && !section.at("bearer_token_file").isThere()
        && !section.at("tls_config").at("cert_file").isThere()) {
      section
          .at("authorization")
          .found("is missing: without a credential the gateway answers 401, and Prometheus drops");
    }
  }

  private static void inline(Place place, String file) {
    if (place.isThere()) {
      place.found(
          "a credential in the configuration can be read by everybody who may read that, and"
              + " changes only with it; use "
              + file);
    }
  }

  private static boolean isAddress(String host) {
    try {
      return IpRange.parse(host).isSingle();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? 443 : 80;
  }

  private static @Nullable URI parse(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static String bracketed(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }
}
