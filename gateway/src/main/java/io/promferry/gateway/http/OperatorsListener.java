package io.promferry.gateway.http;

import io.promferry.gateway.config.HostPort;
import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.page.PageFiles;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The operators' listener: status page, metrics, tenants, health, reload. */
public final class OperatorsListener {
  private final Vertx vertx;
  private final GatewayMeters meters;
  private final TenantsEndpoint tenants;
  private final FleetFeed fleet;
  private final TenantEverywhere everywhere;
  private final Overview overview;
  private final OtherFleets others;
  private final ExplainEndpoint explain;
  private final PageFiles page = PageFiles.read();
  private final Supplier<String> rates;
  private final BooleanSupplier ready;
  private final Supplier<Future<List<String>>> reload;

  /**
   * {@code targets} is what a tenant was last given by discovery, if it was given anything; {@code
   * rates} gives what is taken of tenants' rates here, as JSON; {@code reload} gives the problems
   * that kept it from being taken over, none if it was.
   */
  public OperatorsListener(
      Vertx vertx,
      GatewayMeters meters,
      Overview overview,
      OtherFleets others,
      Function<TenantId, Optional<TargetSummary>> targets,
      Supplier<String> rates,
      BooleanSupplier ready,
      Supplier<Future<List<String>>> reload) {
    this.vertx = vertx;
    this.meters = meters;
    this.tenants = new TenantsEndpoint(overview, targets);
    this.overview = overview;
    this.others = others;
    this.fleet = new FleetFeed(vertx, overview, others, FleetFeed.EVERY);
    this.everywhere = new TenantEverywhere(vertx, tenants, others);
    this.explain = new ExplainEndpoint(vertx, overview.current());
    this.rates = rates;
    this.ready = ready;
    this.reload = reload;
  }

  /** Until Vert.x is closed; {@code tls} is null for plain HTTP. */
  public Future<HttpServer> listen(
      HostPort address, @Nullable ServerTls tls, OperatorAccess access) {
    return ServerOptions.operators(vertx, tls)
        .requestHandler(access.before(this::route))
        .listen(address.port(), address.host())
        .onSuccess(server -> {
          if (tls != null) {
            tls.follow(server);
          }
        });
  }

  private void route(HttpServerRequest request) {
    switch (Objects.requireNonNullElse(request.path(), "")) {
      case "/-/reload" -> {
        if (allow(request, HttpMethod.POST)) {
          reload
              .get()
              .onComplete(
                  problems -> answerReload(request, problems),
                  _ -> Answers.text(request, 500, "reload failed"));
        }
      }
      case "/-/healthy" -> {
        if (allow(request, HttpMethod.GET)) {
          Answers.text(request, 200, "healthy");
        }
      }
      case "/-/ready" -> {
        if (allow(request, HttpMethod.GET)) {
          boolean isReady = ready.getAsBoolean();
          Answers.text(request, isReady ? 200 : 503, isReady ? "ready" : "not ready");
        }
      }
      case "/metrics" -> {
        if (allow(request, HttpMethod.GET)) {
          scrape(request);
        }
      }
      case "/api/v1/tenants" -> {
        if (allow(request, HttpMethod.GET)) {
          tenants.answer(vertx, request);
        }
      }
      case "/api/v1/fleet" -> {
        if (allowOnly(request, HttpMethod.GET)) {
          fleet.answer(request);
        }
      }
      case "/api/v1/fleet/tenant" -> {
        if (allow(request, HttpMethod.GET)) {
          everywhere.answer(request);
        }
      }
      case OtherFleets.PATH -> {
        if (allow(request, HttpMethod.GET)) {
          tellFleet(request);
        }
      }
      case "/api/v1/explain" -> {
        if (allow(request, HttpMethod.POST)) {
          explain.answer(request);
        }
      }
      case "/api/v1/rates" -> {
        if (allow(request, HttpMethod.GET)) {
          tellRates(request);
        }
      }
      default -> other(request);
    }
  }

  private void other(HttpServerRequest request) {
    var file = page.at(Objects.requireNonNullElse(request.path(), ""));
    if (file.isEmpty()) {
      Answers.text(request, 404, "there is nothing at this path");
    } else if (allow(request, HttpMethod.GET)) {
      PageEndpoint.answer(request, file.get());
    }
  }

  /** From a worker: for thousands of tenants it takes a second. */
  private void scrape(HttpServerRequest request) {
    vertx
        .executeBlocking(meters::scrape, true)
        .map(Objects::requireNonNull)
        .onComplete(
            text -> Answers.body(request, GatewayMeters.SCRAPE_CONTENT_TYPE, Buffer.buffer(text)),
            _ -> Answers.text(request, 500, "metrics cannot be told"));
  }

  /** From a worker: it waits for whoever changes limits. */
  private void tellRates(HttpServerRequest request) {
    vertx
        .executeBlocking(rates::get, false)
        .map(Objects::requireNonNull)
        .onComplete(
            json -> Answers.json(request, Buffer.buffer(json)),
            _ -> Answers.text(request, 500, "rates cannot be told"));
  }

  /** What this replica knows by itself, to another that somebody looks at. */
  private void tellFleet(HttpServerRequest request) {
    vertx
        .executeBlocking(() -> ReplicaFleet.of(overview, others.process()).json(), false)
        .map(Objects::requireNonNull)
        .onComplete(
            json -> Answers.json(request, json),
            _ -> Answers.text(request, 500, "tenants cannot be told"));
  }

  private static void answerReload(HttpServerRequest request, List<String> problems) {
    if (problems.isEmpty()) {
      Answers.text(request, 200, "reloaded");
    } else {
      Answers.text(
          request,
          400,
          "not reloaded, the old configuration stays:\n" + String.join("\n", problems));
    }
  }

  private static boolean allow(HttpServerRequest request, HttpMethod method) {
    return (method.equals(HttpMethod.GET) && request.method().equals(HttpMethod.HEAD))
        || allowOnly(request, method);
  }

  private static boolean allowOnly(HttpServerRequest request, HttpMethod method) {
    if (request.method().equals(method)) {
      return true;
    }
    request.response().putHeader("Allow", method.name());
    Answers.text(request, 405, "only " + method + " is allowed here");
    return false;
  }
}
