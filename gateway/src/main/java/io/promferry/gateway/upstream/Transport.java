package io.promferry.gateway.upstream;

import io.promferry.gateway.client.AuthorizationHeader;
import io.promferry.gateway.client.TlsFiles;
import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.files.FileBacked;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The road to one store: its addresses, a bounded pool of kept-alive connections to each, TLS and
 * credentials, whose files are read again when they change. Redirects are not followed. Reads files
 * when it is made, so not on an event loop. Thread-safe.
 */
final class Transport {
  /** What goes along with a body on one attempt. */
  record Attributes(TenantId tenant, WriteVersion version, OptionalInt retryAttempt) {}

  /**
   * What time it is, and how often things are looked at again.
   *
   * @param lookUp the addresses of the store's name
   * @param files secrets and certificates
   */
  record Timing(LongSupplier nanoTime, Duration lookUp, Duration files) {
    private static final Timing DEFAULT =
        new Timing(System::nanoTime, Duration.ofSeconds(10), Duration.ofSeconds(5));
  }

  private static final Logger logger = LoggerFactory.getLogger(Transport.class);

  private final UpstreamConfig config;
  private final Vertx vertx;
  private final RequestTemplate template;
  private final HostAndPort authority;
  private final String certifiedName;
  private final AddressBook addresses;
  private final FileBacked<String> authorization;
  private final FileBacked<ClientSSLOptions> tls;
  private final HttpClientAgent client;
  private final AtomicReference<String> tlsProblem = new AtomicReference<>("");
  private final AtomicBoolean checking = new AtomicBoolean();
  private final long timer;
  private volatile boolean closed;

  Transport(UpstreamConfig config, String userAgent, Vertx vertx) {
    this(config, userAgent, vertx, host -> List.of(InetAddress.getAllByName(host)), Timing.DEFAULT);
  }

  Transport(
      UpstreamConfig config,
      String userAgent,
      Vertx vertx,
      AddressBook.Resolver resolver,
      Timing timing) {
    var url = config.url();
    this.config = config;
    this.vertx = vertx;
    this.template = new RequestTemplate(config, userAgent);
    this.authority = HostAndPort.authority(url.bracketedHost(), url.port());
    this.certifiedName = PooledClient.certifiedName(config);
    this.addresses =
        new AddressBook(
            config.name(), url.host(), resolver, timing.lookUp(), timing.nanoTime(), vertx);
    var user = "upstream " + config.name();
    this.authorization = AuthorizationHeader.read(user, config.authorization());
    this.tls = TlsFiles.read(user, config.tls(), PooledClient.connectTimeout(config), vertx);
    this.client = PooledClient.open(config, tls.value().orElse(null), this::connected, vertx);
    this.timer = vertx.setPeriodic(timing.files().toMillis(), _ -> recheckFiles());
  }

  /**
   * A connected request, ready for its body, on the next address. Fails with {@link
   * NotSentException} only: until this succeeds nothing has been sent.
   */
  Future<HttpClientRequest> connect(Attributes attributes) {
    if (closed) {
      return Future.failedFuture(
          new NotSentException(
              "closed", "the connections to upstream " + config.name() + " are being closed"));
    }
    if (authorization.value().isEmpty()) {
      return unusable("credentials", authorization);
    }
    if (tls.value().isEmpty()) {
      return unusable("tls", tls);
    }
    return addresses
        .next()
        .compose(address -> connect(attributes, address))
        .recover(cause -> Future.failedFuture(ConnectFailure.explain(config.name(), cause)));
  }

  /** Avoids the address of this request for a while: its connection broke or went silent. */
  void failed(HttpClientRequest request) {
    var address = request.connection().remoteAddress().hostAddress();
    addresses.failed(InetAddress.ofLiteral(address));
  }

  /** Looks on a worker thread whether secrets and certificates have changed. */
  void recheckFiles() {
    if (checking.compareAndSet(false, true)) {
      vertx.executeBlocking(this::checkFiles, false).onComplete(_ -> checking.set(false));
    }
  }

  /** Lets what is in flight finish within the grace period, then closes the connections. */
  Future<Void> close(Duration grace) {
    closed = true;
    vertx.cancelTimer(timer);
    addresses.close();
    return client.shutdown(grace.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Future<HttpClientRequest> connect(Attributes attributes, InetAddress address) {
    return client
        .request(options(attributes, address))
        // Failures arrive by the request's futures; without a handler Vert.x logs each of them too.
        .map(request -> request.authority(authority).exceptionHandler(_ -> {}))
        .onSuccess(_ -> addresses.worked(address))
        .onFailure(cause -> {
          if (ConnectFailure.ofOneAddress(cause)) {
            addresses.failed(address);
          }
        });
  }

  private RequestOptions options(Attributes attributes, InetAddress address) {
    var options =
        template
            .fill(attributes)
            .setServer(
                SocketAddress.inetSocketAddress(config.url().port(), address.getHostAddress()))
            .setHost(certifiedName)
            .setPort(config.url().port())
            .setSsl(config.url().tls())
            .setFollowRedirects(false)
            .setConnectTimeout(config.timeout().toMillis());
    authorization
        .value()
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> options.putHeader("Authorization", value));
    return options;
  }

  private <T> Future<HttpClientRequest> unusable(String reason, FileBacked<T> files) {
    return Future.failedFuture(
        new NotSentException(
            reason,
            "the files for upstream " + config.name() + " cannot be used: " + files.problem()));
  }

  private boolean checkFiles() {
    boolean changed = tls.check();
    if (changed) {
      tlsProblem.set("");
      tls.value().ifPresent(client::updateSSLOptions);
    }
    return authorization.check() || changed;
  }

  private void connected(HttpConnection connection) {
    // Remembered by the connection, which must still know it when it has broken.
    connection.remoteAddress();
    connection.exceptionHandler(this::connectionBroke);
  }

  /** In TLS 1.3 a store refuses the gateway's certificate only after the handshake. */
  private void connectionBroke(Throwable cause) {
    if (!ConnectFailure.aboutTls(cause)) {
      return;
    }
    var now = String.valueOf(ConnectFailure.explain(config.name(), cause).getMessage());
    if (!now.equals(tlsProblem.getAndSet(now))) {
      LogEvent.UPSTREAM_TLS_BROKEN
          .on(logger)
          .addKeyValue("upstream", config.name())
          .addKeyValue("reason", now)
          .log("upstream broke a TLS connection");
    }
  }
}
