package io.promferry.gateway.config;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a listener.
 *
 * @param identity what the listener shows
 * @param clientCa PEM certificates that may have signed a client's; null: none is asked for
 */
public record ListenerTls(CertificateFiles identity, @Nullable Path clientCa) {
  /** Empty if there is a problem, which is then reported. */
  static Optional<ListenerTls> read(Section section, ConfigFiles files) {
    if (!section.has("certificate") && !section.has("key")) {
      section.problem("certificate", "is required, and so is key");
    }
    var identity = CertificateFiles.read(section, files);
    var clientCa = section.scalar("client-ca", files::readable).orElse(null);
    return identity.map(pair -> new ListenerTls(pair, clientCa));
  }
}
