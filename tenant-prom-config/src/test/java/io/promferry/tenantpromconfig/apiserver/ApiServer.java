package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * An API server on a free port of the loopback, with namespace {@code default} in it and nothing
 * else. It does: server-side apply with managers and conflicts, JSON, merge and (roughly) strategic
 * patches, optimistic locking, {@code status} as a subresource, generations, finalizers, garbage
 * collection, namespaces, kinds by their CustomResourceDefinitions (404 without one), selectors,
 * watches, rights by roles.
 *
 * <p>It does not: validate, default or prune by schema, evaluate CEL, call admission, run
 * controllers (a StatefulSet has no pods), count quota, check tokens, escalation or impersonation,
 * aggregate roles, page lists, send bookmarks, remove objects in the foreground, serve logs, exec,
 * scale or eviction. Garbage is collected before the answer, not after. Lists of custom resources
 * are all atomic. It trusts the bearer token to be the user's name.
 */
public final class ApiServer implements AutoCloseable {
  /** Who may do everything, unrecorded: the test itself. */
  public static final String ADMIN = "admin";

  /** Whose rights and requests are of interest. */
  public static final String OPERATOR = "operator";

  /** To a client that asks what it may do, which nobody must believe. */
  private static final JsonNode EVERYTHING_IS_ALLOWED =
      Serialization.unmarshal(
          """
          apiVersion: authorization.k8s.io/v1
          kind: SelfSubjectRulesReview
          spec: {}
          status:
            incomplete: false
            nonResourceRules: []
            resourceRules: [{verbs: ["*"], apiGroups: ["*"], resources: ["*"]}]
          """,
          JsonNode.class);

  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final ObjectStore store = new ObjectStore();
  private final ResourceTypes types =
      new ResourceTypes(() ->
          store
              .list(ResourceTypes.DEFINITIONS.group(), ResourceTypes.DEFINITIONS.plural(), null)
              .stream()
              .map(ObjectStore.Stored::object));
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Predicate<Request>> rights = new ConcurrentHashMap<>();
  private final Map<String, Queue<Runnable>> interferences = new ConcurrentHashMap<>();
  private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();
  private final ApiHandler handler;
  private final KubernetesClient admin;

  /**
   * Starts one.
   *
   * @param clock of the times in its objects
   */
  public ApiServer(Clock clock) {
    handler = new ApiHandler(store, types, new Writes(store, clock), this::authorize);
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    http.setExecutor(threads);
    http.createContext("/", this::serve);
    http.start();
    admin = client(ADMIN);
    addNamespace("default");
  }

  /** What the operator asks with; closed with the server. */
  public KubernetesClient client() {
    return client(OPERATOR);
  }

  /** What the test itself asks with: allowed everything, recorded nowhere. */
  public KubernetesClient admin() {
    return admin;
  }

  /** What somebody else asks with. */
  public KubernetesClient client(String user) {
    var config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl("http://127.0.0.1:" + http.getAddress().getPort())
            .withNamespace("default")
            .withOauthToken(user)
            .withUserAgent(user)
            .withHttp2Disable(true)
            .withOnlyHttpWatches(true)
            .withWatchReconnectInterval(20)
            .withRequestRetryBackoffLimit(0)
            .withRequestTimeout(10_000)
            .build();
    var client = new KubernetesClientBuilder().withConfig(config).build();
    clients.add(client);
    return client;
  }

  public void addNamespace(String name) {
    admin
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  /** Defines this kind; to undo it, delete its CustomResourceDefinition. */
  public void define(Class<? extends HasMetadata> kind) {
    define(
        HasMetadata.getGroup(kind),
        HasMetadata.getVersion(kind),
        HasMetadata.getKind(kind),
        HasMetadata.getPlural(kind),
        Namespaced.class.isAssignableFrom(kind));
  }

  /** Defines a kind with a status subresource and without a schema. */
  public void define(String group, String version, String kind, String plural, boolean namespaced) {
    admin
        .resource(
            new CustomResourceDefinitionBuilder()
                .withNewMetadata()
                .withName(plural + "." + group)
                .endMetadata()
                .withNewSpec()
                .withGroup(group)
                .withScope(namespaced ? "Namespaced" : "Cluster")
                .withNewNames()
                .withKind(kind)
                .withPlural(plural)
                .endNames()
                .addNewVersion()
                .withName(version)
                .withServed(true)
                .withStorage(true)
                .withNewSubresources()
                .withNewStatus()
                .endStatus()
                .endSubresources()
                .endVersion()
                .endSpec()
                .build())
        .create();
  }

  /** Everything that was asked by others than {@link #ADMIN}, allowed or not, in order. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /**
   * Runs this once, before the next request with this verb of others than {@link #ADMIN} is
   * answered; several for the same verb one after the other.
   */
  public void beforeNext(String verb, Runnable interference) {
    interferences.computeIfAbsent(verb, _ -> new ConcurrentLinkedQueue<>()).add(interference);
  }

  /** From now on 403 for everything else of this user. */
  public void restrict(String user, Predicate<Request> allowed) {
    rights.put(user, allowed);
  }

  /** Ends all watches, as a connection that breaks. */
  public void endWatches() {
    store.endWatches();
  }

  /** Ends all watches and answers 410 to those who want to go on where they were. */
  public void expireWatches() {
    synchronized (store) {
      store.forget();
      store.endWatches();
    }
  }

  @Override
  public void close() {
    clients.forEach(KubernetesClient::close);
    threads.shutdownNow();
    http.stop(0);
  }

  private void authorize(Request request) {
    if (request.user().equals(ADMIN)) {
      return;
    }
    requests.add(request);
    Optional.ofNullable(interferences.get(request.verb()))
        .map(Queue::poll)
        .ifPresent(Runnable::run);
    if (!rights.getOrDefault(request.user(), _ -> true).test(request)) {
      throw RefusedException.forbidden(request);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        var call = call(exchange);
        if (exchange.getRequestURI().getPath().endsWith("/selfsubjectrulesreviews")) {
          answer(exchange, 201, EVERYTHING_IS_ALLOWED);
        } else if (call.target().flag("watch")) {
          watch(exchange, call);
        } else {
          var code = exchange.getRequestMethod().equals("POST") ? 201 : 200;
          answer(exchange, code, handler.answer(call));
        }
      } catch (RefusedException e) {
        answer(exchange, e.code(), e.status());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch(HttpExchange exchange, ApiHandler.Call call)
      throws IOException, InterruptedException {
    authorize(call.request());
    var type = handler.type(call.target());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    new WatchStream(store, type, call.target(), exchange.getResponseBody()).run();
  }

  private static void answer(HttpExchange exchange, int code, JsonNode body) throws IOException {
    var bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static ApiHandler.Call call(HttpExchange exchange) throws IOException {
    var target = Target.of(exchange.getRequestURI());
    var user = header(exchange, "Authorization").replaceFirst("^Bearer ", "");
    var bytes = exchange.getRequestBody().readAllBytes();
    var manager =
        target
            .query()
            .getOrDefault("fieldManager", header(exchange, "User-Agent").replaceFirst("/.*", ""));
    return new ApiHandler.Call(
        target,
        exchange.getRequestMethod(),
        user,
        manager,
        header(exchange, "Content-Type").replaceFirst("\\s*;.*", ""),
        bytes.length == 0
            ? MissingNode.getInstance()
            : Serialization.unmarshal(new String(bytes, StandardCharsets.UTF_8), JsonNode.class));
  }

  private static String header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)).orElse("");
  }
}
