package io.promferry.gateway;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.config.ListenerTls;
import io.promferry.gateway.files.UnusableFileException;
import io.promferry.gateway.http.ServerTls;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** TLS of the two listeners; null for one that speaks plain HTTP. */
record ListenersTls(@Nullable ServerTls tenants, @Nullable ServerTls operators)
    implements AutoCloseable {
  /**
   * Reads the files of both, so not on an event loop.
   *
   * @throws ConfigException with what keeps either of them from starting
   */
  static ListenersTls read(GatewayConfig config, Vertx vertx, GatewayMeters meters)
      throws ConfigException {
    var problems = new ArrayList<String>();
    var tls =
        new ListenersTls(
            read("server", config.server().tls(), vertx, meters, problems),
            read("admin", config.admin().tls(), vertx, meters, problems));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return tls;
  }

  private static @Nullable ServerTls read(
      String listener,
      @Nullable ListenerTls config,
      Vertx vertx,
      GatewayMeters meters,
      List<String> problems) {
    if (config == null) {
      return null;
    }
    try {
      return ServerTls.read(listener, config, vertx, meters);
    } catch (UnusableFileException e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** Tries the files as a start would. */
  static void check(GatewayConfig config) throws ConfigException {
    if (config.server().tls() == null && config.admin().tls() == null) {
      return;
    }
    var vertx = Vertx.vertx();
    try (var meters = new GatewayMeters(Version.current())) {
      read(config, vertx, meters);
    } finally {
      vertx.close().await();
    }
  }

  /** Looks whether the files have changed; done when the listeners use what is new. */
  Future<Void> recheck() {
    return Future.all(present().map(ServerTls::recheck).toList()).mapEmpty();
  }

  @Override
  public void close() {
    present().forEach(ServerTls::close);
  }

  private Stream<ServerTls> present() {
    return Stream.of(tenants, operators).filter(Objects::nonNull);
  }
}
