package io.promferry.gateway.config;

import org.jspecify.annotations.Nullable;

/**
 * The operators' listener.
 *
 * @param tls null: plain HTTP
 */
public record AdminConfig(HostPort listen, @Nullable ListenerTls tls) {
  static final AdminConfig DEFAULT = new AdminConfig(new HostPort("127.0.0.1", 9202), null);

  static AdminConfig read(Section section, ConfigFiles files) {
    section.notYet("authorization");
    return new AdminConfig(
        section.scalar("listen", HostPort::parse).orElse(DEFAULT.listen),
        section
            .section("tls", below -> ListenerTls.read(below, files))
            .flatMap(tls -> tls)
            .orElse(null));
  }
}
