package io.promferry.gateway.peers;

import io.promferry.gateway.client.AuthorizationHeader;
import io.promferry.gateway.client.TlsFiles;
import io.promferry.gateway.config.HostPort;
import io.promferry.gateway.config.PeersConfig;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.files.FileBacked;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The road to the operators' listeners of the other replicas: their addresses, TLS and credentials,
 * whose files are read again when they change. Keeps in mind which of them answer. Reads files when
 * it is made, so not on an event loop. Thread-safe.
 */
public final class PeerClient implements AutoCloseable {
  /** Looks a name up; may block, so it runs on a worker thread. */
  public interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private static final Logger logger = LoggerFactory.getLogger(PeerClient.class);
  private static final Duration FILES_CHECKED_EVERY = Duration.ofSeconds(5);
  private static final String USER = "peers";
  private static final int USER_TIMEOUT_MILLIS = 10_000;
  private static final int LONGEST_PROBLEM = 200;

  /** Some 200,000 tenants: a replica that tells more tells rubbish. */
  private static final int MOST_BYTES = 64 << 20;

  private final PeersConfig config;
  private final Vertx vertx;
  private final Resolver resolver;
  private final InstantSource clock;
  private final FileBacked<String> authorization;
  private final @Nullable FileBacked<ClientSSLOptions> tls;
  private final HttpClientAgent client;
  private final Map<InetAddress, Reach> reaches = new ConcurrentHashMap<>();
  private final AtomicBoolean resolved = new AtomicBoolean(true);
  private final long timer;
  private volatile List<InetAddress> lastFound = List.of();
  private final Set<InetAddress> self = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  public PeerClient(PeersConfig config, InstantSource clock, Vertx vertx, Resolver resolver) {
    this.config = config;
    this.clock = clock;
    this.vertx = vertx;
    this.resolver = resolver;
    this.authorization = AuthorizationHeader.read(USER, config.authorization());
    this.tls =
        config.tls() == null ? null : TlsFiles.read(USER, config.tls(), config.every(), vertx);
    this.client = client();
    this.timer =
        vertx.setPeriodic(
            FILES_CHECKED_EVERY.toMillis(),
            _ -> vertx.executeBlocking(Executors.callable(this::recheckFiles), false));
  }

  private HttpClientAgent client() {
    var options =
        new HttpClientOptions()
            .setConnectTimeout((int) config.every().toMillis())
            .setTcpUserTimeout(USER_TIMEOUT_MILLIS)
            // Else a name without a dot, as a Service may have, would not be asked for.
            .setForceSni(!HostPort.isAddress(certifiedName()));
    var builder = vertx.httpClientBuilder().with(options);
    var files = tls;
    return Optional.ofNullable(files)
        .flatMap(FileBacked::value)
        .map(builder::with)
        .orElse(builder)
        .build();
  }

  /**
   * The addresses of the others, this one's own left out as soon as it is known; those found before
   * where the name cannot be looked up. Never fails.
   */
  public Future<List<InetAddress>> others() {
    return vertx
        .executeBlocking(() -> resolver.resolve(config.host()), false)
        .map(Objects::requireNonNull)
        .onComplete(found -> logChange(found.succeeded()))
        .onSuccess(this::found)
        .otherwise(_ -> lastFound)
        .map(found -> found.stream().filter(address -> !self.contains(address)).toList());
  }

  /** Lets that address not be asked any more: it is this process' own, which it keeps for life. */
  public void isSelf(InetAddress address) {
    self.add(address);
    reaches.remove(address);
  }

  /** What the replica at that address answers to a GET, with 200 and in time. */
  public Future<Buffer> get(InetAddress address, String uri, Duration timeout) {
    return request(address, uri, timeout)
        .compose(HttpClientRequest::send)
        .compose(PeerClient::body)
        .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The replica at that address has answered. */
  void answered(InetAddress address) {
    note(address, "");
  }

  /** It has not. */
  void failed(InetAddress address, Throwable cause) {
    note(address, words(cause));
  }

  /** Whether that address has answered when it was last asked for rates; empty if it never was. */
  public Optional<Reach> reach(InetAddress address) {
    return Optional.ofNullable(reaches.get(address));
  }

  @Override
  public void close() {
    closed = true;
    vertx.cancelTimer(timer);
    client.close();
  }

  private Future<HttpClientRequest> request(InetAddress address, String uri, Duration timeout) {
    var credentials = authorization.value();
    if (credentials.isEmpty()) {
      return Future.failedFuture("peers.authorization: " + authorization.problem());
    }
    if (tls != null && tls.value().isEmpty()) {
      return Future.failedFuture("peers.tls: " + tls.problem());
    }
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(config.port(), address.getHostAddress()))
            .setHost(certifiedName())
            .setPort(config.port())
            .setSsl(tls != null)
            .setURI(uri)
            // Also of the connection: one that hangs must not keep its place.
            .setTimeout(timeout.toMillis());
    credentials
        .filter(value -> !value.isEmpty())
        .ifPresent(value -> options.putHeader("Authorization", value));
    return client.request(options);
  }

  private String certifiedName() {
    return config.tls() == null || config.tls().serverName() == null
        ? config.host()
        : config.tls().serverName();
  }

  private static Future<Buffer> body(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture("answered " + response.statusCode());
    }
    var whole = Promise.<Buffer>promise();
    var body = Buffer.buffer();
    response
        .handler(part -> {
          if (body.length() + part.length() > MOST_BYTES) {
            response.request().reset();
            whole.tryFail("answered more than " + MOST_BYTES + " bytes");
          } else {
            body.appendBuffer(part);
          }
        })
        .exceptionHandler(whole::tryFail)
        .endHandler(_ -> whole.tryComplete(body));
    return whole.future();
  }

  private void found(List<InetAddress> addresses) {
    lastFound = addresses;
    reaches.keySet().retainAll(addresses);
  }

  private void note(InetAddress address, String problem) {
    boolean answers = problem.isEmpty();
    var before = reaches.get(address);
    boolean isChange = before == null ? !answers : before.answers() != answers;
    var since = before == null || isChange ? clock.instant() : before.since();
    reaches.put(address, new Reach(answers, since, problem));
    if (isChange && !closed) {
      (answers ? LogEvent.REPLICA_UP : LogEvent.REPLICA_DOWN)
          .on(logger)
          .addKeyValue("address", address.getHostAddress())
          .addKeyValue("reason", problem)
          .log(answers ? "replica answers again" : "replica does not answer");
    }
  }

  /** In one line of bounded length. */
  public static String words(Throwable cause) {
    var words = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
    return words.length() > LONGEST_PROBLEM ? words.substring(0, LONGEST_PROBLEM) : words;
  }

  private void recheckFiles() {
    authorization.check();
    if (tls != null && tls.check()) {
      tls.value().ifPresent(client::updateSSLOptions);
    }
  }

  private void logChange(boolean now) {
    if (resolved.getAndSet(now) != now && !closed) {
      (now ? LogEvent.REPLICAS_RESOLVED : LogEvent.REPLICAS_UNRESOLVED)
          .on(logger)
          .addKeyValue("host", config.host())
          .log(now ? "replicas are known again" : "replicas cannot be looked up");
    }
  }
}
