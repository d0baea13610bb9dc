package io.promferry.gateway.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a server's certificate is checked, and what the gateway shows for itself.
 *
 * @param ca PEM certificates that may have signed the server's; null stands for the JDK's own trust
 * @param identity what the gateway shows, where the server asks for it
 * @param serverName the name that the server's certificate must have and that is asked for in the
 *     handshake; null stands for the host by which it is asked
 */
public record ClientTls(
    @Nullable Path ca, @Nullable CertificateFiles identity, @Nullable String serverName) {
  static final ClientTls JDK_TRUST = new ClientTls(null, null, null);

  private static final Pattern DNS_NAME =
      Pattern.compile("[a-zA-Z0-9_]([-a-zA-Z0-9_]*)(\\.[a-zA-Z0-9_][-a-zA-Z0-9_]*)*");

  static ClientTls read(Section section, ConfigFiles files) {
    return new ClientTls(
        section.scalar("ca", files::readable).orElse(null),
        CertificateFiles.read(section, files).orElse(null),
        section.scalar("server-name", ClientTls::dnsName).orElse(null));
  }

  private static String dnsName(String text) {
    if (!DNS_NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("must be a DNS name such as central, got '" + text + "'");
    }
    return text;
  }
}
