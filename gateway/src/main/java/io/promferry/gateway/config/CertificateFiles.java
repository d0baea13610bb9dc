package io.promferry.gateway.config;

import java.nio.file.Path;
import java.util.Optional;

/** PEM files: a certificate, with its chain if it has one, and its private key. */
public record CertificateFiles(Path certificate, Path key) {
  /** Reads the keys {@code certificate} and {@code key}: both or neither of the two. */
  static Optional<CertificateFiles> read(Section section, ConfigFiles files) {
    if (section.has("certificate") != section.has("key")) {
      section.problem(
          section.has("key") ? "certificate" : "key", "is required: both or neither of the two");
    }
    var certificate = section.scalar("certificate", files::readable);
    var key = section.scalar("key", files::readable);
    return certificate.flatMap(c -> key.map(k -> new CertificateFiles(c, k)));
  }
}
