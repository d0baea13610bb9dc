package io.promferry.gateway.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a store's certificate is checked, and what the gateway shows for itself.
 *
 * @param ca PEM certificates that may have signed the store's; null stands for the JDK's own trust
 * @param identity what the gateway shows, where the store asks for it
 * @param serverName the name that the store's certificate must have and that is asked for in the
 *     handshake; null stands for the URL's host
 */
public record UpstreamTls(
    @Nullable Path ca, @Nullable CertificateFiles identity, @Nullable String serverName) {
  static final UpstreamTls JDK_TRUST = new UpstreamTls(null, null, null);

  private static final Pattern DNS_NAME =
      Pattern.compile("[a-zA-Z0-9_]([-a-zA-Z0-9_]*)(\\.[a-zA-Z0-9_][-a-zA-Z0-9_]*)*");

  static UpstreamTls read(Section section, ConfigFiles files) {
    return new UpstreamTls(
        section.scalar("ca", files::readable).orElse(null),
        CertificateFiles.read(section, files).orElse(null),
        section.scalar("server-name", UpstreamTls::dnsName).orElse(null));
  }

  private static String dnsName(String text) {
    if (!DNS_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a DNS name such as central, got '" + text + "'");
    }
    return text;
  }
}
