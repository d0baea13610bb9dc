package io.promferry.gateway;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.config.ListenerTls;
import io.promferry.gateway.files.UnusableFileException;
import io.promferry.gateway.http.OperatorAccess;
import io.promferry.gateway.http.ServerTls;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the listeners need of files that may change: TLS, null for one that speaks plain HTTP, and
 * who may use the operators'.
 */
record ListenersFiles(
    @Nullable ServerTls tenants, @Nullable ServerTls operators, OperatorAccess access)
    implements AutoCloseable {
  /**
   * Reads the files of both, so not on an event loop.
   *
   * @throws ConfigException with what keeps either of them from starting
   */
  static ListenersFiles read(GatewayConfig config, Vertx vertx, GatewayMeters meters)
      throws ConfigException {
    var problems = new ArrayList<String>();
    var files =
        new ListenersFiles(
            read("server", config.server().tls(), vertx, meters, problems),
            read("admin", config.admin().tls(), vertx, meters, problems),
            OperatorAccess.read(config.admin().authorization(), vertx));
    problems.addAll(files.access.problems());
    if (!problems.isEmpty()) {
      files.close();
      throw new ConfigException(problems);
    }
    return files;
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
    if (config.server().tls() == null
        && config.admin().tls() == null
        && config.admin().authorization().isEmpty()) {
      return;
    }
    var vertx = Vertx.vertx();
    try (var meters = new GatewayMeters(Version.current())) {
      read(config, vertx, meters).close();
    } finally {
      vertx.close().await();
    }
  }

  /** Looks whether the files have changed; done when the listeners use what is new. */
  Future<Void> recheck() {
    return Future.all(
            Stream.concat(Stream.of(access.recheck()), tls().map(ServerTls::recheck)).toList())
        .mapEmpty();
  }

  @Override
  public void close() {
    access.close();
    tls().forEach(ServerTls::close);
  }

  private Stream<ServerTls> tls() {
    return Stream.of(tenants, operators).filter(Objects::nonNull);
  }
}
