package io.promferry.gateway.http;

import io.promferry.gateway.auth.BasicCredentials;
import io.promferry.gateway.config.AdminCredential;
import io.promferry.gateway.files.FileBacked;
import io.promferry.gateway.files.SecretText;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.TokenDigest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Who may use the operators' listener: whoever shows any one of its credentials, whose files are
 * read again when they change; everybody where there is none. A browser can only ask for a name and
 * a password, so a bearer token is taken as a password too, whatever the name. Thread-safe.
 */
public final class OperatorAccess implements AutoCloseable {
  private static final Duration CHECKED_EVERY = Duration.ofSeconds(5);
  private static final List<String> CHALLENGES =
      List.of("Basic realm=\"promferry\", charset=\"UTF-8\"", "Bearer");

  /** What balancers and kubelets ask for, which have no credentials. */
  private static final Set<String> OPEN = Set.of("/-/healthy", "/-/ready");

  private final Vertx vertx;
  private final List<FileBacked<Credential>> credentials;
  private final long timer;

  private OperatorAccess(Vertx vertx, List<FileBacked<Credential>> credentials) {
    this.vertx = vertx;
    this.credentials = List.copyOf(credentials);
    this.timer = vertx.setPeriodic(CHECKED_EVERY.toMillis(), _ -> recheck());
  }

  /** Reads the files, so not on an event loop; {@link #problems} says which cannot be used. */
  public static OperatorAccess read(List<AdminCredential> configured, Vertx vertx) {
    var credentials = new ArrayList<FileBacked<Credential>>();
    for (var one : configured) {
      credentials.add(read("admin.authorization[" + credentials.size() + "]", one));
    }
    return new OperatorAccess(vertx, credentials);
  }

  private static FileBacked<Credential> read(String user, AdminCredential configured) {
    return switch (configured) {
      case AdminCredential.BearerTokenFile(var file) ->
          new FileBacked<>(
              user,
              List.of(file),
              contents -> token(TokenDigest.ofToken(SecretText.token(contents.getFirst()))));
      case AdminCredential.BearerTokenSha256(var digest) ->
          new FileBacked<>(user, List.of(), _ -> token(TokenDigest.ofHex(digest)));
      case AdminCredential.Basic(var username, var file) ->
          new FileBacked<>(
              user,
              List.of(file),
              contents ->
                  new Credential.Basic(
                      username, TokenDigest.ofToken(SecretText.password(contents.getFirst()))));
    };
  }

  private static Credential token(TokenDigest digest) {
    return new Credential.BearerToken(digest);
  }

  /** What keeps credentials from being used at all, with their places in the configuration. */
  public List<String> problems() {
    var problems = new ArrayList<String>();
    for (int i = 0; i < credentials.size(); i++) {
      if (credentials.get(i).value().isEmpty()) {
        problems.add("admin.authorization[" + i + "]: " + credentials.get(i).problem());
      }
    }
    return problems;
  }

  /** Passes on what may be asked, and answers the rest with 401. */
  Handler<HttpServerRequest> before(Handler<HttpServerRequest> next) {
    return request -> {
      if (isLetIn(request)) {
        next.handle(request);
      } else {
        request.response().putHeader("WWW-Authenticate", CHALLENGES);
        Answers.text(request, 401, "a bearer token or a name and password is needed here");
      }
    };
  }

  /** Looks on a worker thread whether the files have changed; done when what is new counts. */
  public Future<Void> recheck() {
    return vertx
        .executeBlocking(Executors.callable(() -> credentials.forEach(FileBacked::check)), true)
        .mapEmpty();
  }

  /** Looks at the files no more. */
  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }

  private boolean isLetIn(HttpServerRequest request) {
    if (credentials.isEmpty() || OPEN.contains(Objects.requireNonNullElse(request.path(), ""))) {
      return true;
    }
    var headers = request.headers().getAll("Authorization");
    return headers.size() == 1 && shown(headers.getFirst()).anyMatch(this::isKnown);
  }

  /** As what an Authorization header may be meant. */
  private static Stream<Credential> shown(String header) {
    int space = header.indexOf(' ');
    var shown = space < 0 ? "" : header.substring(space + 1).strip();
    return switch (header.substring(0, Math.max(space, 0)).toLowerCase(Locale.ROOT)) {
      case "bearer" -> Stream.of(token(TokenDigest.ofToken(shown)));
      case "basic" -> BasicCredentials.parse(shown).stream().flatMap(OperatorAccess::basic);
      default -> Stream.empty();
    };
  }

  private static Stream<Credential> basic(Credential.Basic shown) {
    return Stream.of(shown, token(shown.password()));
  }

  /** Looks at all of them, so that the time that it takes does not tell which is right. */
  private boolean isKnown(Credential shown) {
    boolean isKnown = false;
    for (var credential : credentials) {
      isKnown |= credential.value().equals(Optional.of(shown));
    }
    return isKnown;
  }
}
