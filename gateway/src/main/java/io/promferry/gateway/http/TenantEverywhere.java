package io.promferry.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.events.UnexpectedFailures;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /api/v1/fleet/tenant}: what each replica that answers knows of the one tenant that
 * {@code tenant} and {@code vpc} name, this one first.
 */
final class TenantEverywhere {
  private static final Logger logger = LoggerFactory.getLogger(TenantEverywhere.class);

  private final Vertx vertx;
  private final TenantsEndpoint tenants;
  private final OtherFleets others;
  private final UnexpectedFailures unreadable =
      new UnexpectedFailures(LogEvent.REPLICA_UNREADABLE, logger);
  private final UnexpectedFailures failures =
      new UnexpectedFailures(LogEvent.STATUS_PAGE_ERROR, logger);

  TenantEverywhere(Vertx vertx, TenantsEndpoint tenants, OtherFleets others) {
    this.vertx = vertx;
    this.tenants = tenants;
    this.others = others;
  }

  void answer(HttpServerRequest request) {
    var query = request.params();
    if (!TenantsEndpoint.isForOne(query)) {
      Answers.text(request, 400, "the parameters tenant and vpc are needed");
      return;
    }
    others
        .answers(
            "/api/v1/tenants?tenant=" + encoded(query, "tenant") + "&vpc=" + encoded(query, "vpc"))
        .compose(answers -> vertx.executeBlocking(() -> together(query, answers), false))
        .map(Objects::requireNonNull)
        .onComplete(json -> Answers.json(request, json), cause -> failed(request, cause));
  }

  private static String encoded(MultiMap query, String parameter) {
    return URLEncoder.encode(query.get(parameter), UTF_8);
  }

  private Buffer together(MultiMap query, List<Buffer> answers) {
    var replicas = new JsonArray().add(replica(tenants.render(query)));
    for (var answer : answers) {
      try {
        replicas.add(replica(answer));
      } catch (RuntimeException e) {
        unreadable.happened(e, "a replica tells rubbish");
      }
    }
    return new JsonObject().put("replicas", replicas).toBuffer();
  }

  /** A tenant that the replica does not know is null. */
  private static JsonObject replica(Buffer answer) {
    var told = new JsonObject(answer);
    var found = told.getJsonArray("tenants");
    return new JsonObject()
        .put("replica", told.getString("replica"))
        .put("tenant", found.isEmpty() ? null : found.getJsonObject(0));
  }

  private void failed(HttpServerRequest request, Throwable cause) {
    failures.happened(cause, "tenant cannot be told");
    Answers.text(request, 500, "the tenant cannot be told");
  }
}
