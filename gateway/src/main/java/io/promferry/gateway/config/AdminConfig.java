package io.promferry.gateway.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operators' listener.
 *
 * @param tls null: plain HTTP
 * @param authorization any one of which lets in; if there is none, everybody is let in
 */
public record AdminConfig(
    HostPort listen, @Nullable ListenerTls tls, List<AdminCredential> authorization) {
  static final AdminConfig DEFAULT =
      new AdminConfig(new HostPort("127.0.0.1", 9202), null, List.of());

  public AdminConfig {
    authorization = List.copyOf(authorization);
  }

  static AdminConfig read(Section section, ConfigFiles files) {
    return new AdminConfig(
        section.scalar("listen", HostPort::parse).orElse(DEFAULT.listen),
        section
            .section("tls", below -> ListenerTls.read(below, files))
            .flatMap(tls -> tls)
            .orElse(null),
        AdminCredential.readAll(section, "authorization", files));
  }
}
