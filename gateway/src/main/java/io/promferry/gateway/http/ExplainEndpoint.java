package io.promferry.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.events.UnexpectedFailures;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.pipeline.SeriesExplainer.Explanation;
import io.promferry.gateway.pipeline.SeriesExplainer.Step;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.SeriesNotation;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /api/v1/explain?tenant=acme&vpc=vpc-acme} with a series as text: what becomes of it,
 * step by step, as JSON. 404 for an unknown tenant, 400 for what is no series.
 */
final class ExplainEndpoint {
  private static final Logger logger = LoggerFactory.getLogger(ExplainEndpoint.class);
  private static final int MOST_BYTES = 16 << 10;

  private final Vertx vertx;
  private final Supplier<Serving> current;
  private final UnexpectedFailures failures =
      new UnexpectedFailures(LogEvent.EXPLAIN_ERROR, logger);

  ExplainEndpoint(Vertx vertx, Supplier<Serving> current) {
    this.vertx = vertx;
    this.current = current;
  }

  void answer(HttpServerRequest request) {
    var body = Buffer.buffer();
    request.handler(chunk -> {
      // What is too long is read to its end, so that the answer is.
      if (body.length() <= MOST_BYTES) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(_ -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    if (body.length() > MOST_BYTES) {
      Answers.text(request, 413, "a series has at most " + MOST_BYTES + " bytes here");
      return;
    }
    var served = tenant(request);
    if (served.isEmpty()) {
      Answers.text(request, 404, "there is no such tenant in such a VPC");
      return;
    }
    try {
      var labels = SeriesNotation.parse(body.toString(UTF_8));
      explain(request, served.get(), labels);
    } catch (IllegalArgumentException e) {
      Answers.text(request, 400, String.valueOf(e.getMessage()));
    }
  }

  /** From a worker: rules may take longer than an event loop may be held up. */
  private void explain(HttpServerRequest request, ServedTenant tenant, Map<String, String> labels) {
    vertx
        .executeBlocking(() -> json(tenant.explainer().explain(labels)).toBuffer(), false)
        .map(Objects::requireNonNull)
        .onComplete(json -> Answers.json(request, json), cause -> failed(request, cause));
  }

  private void failed(HttpServerRequest request, Throwable cause) {
    failures.happened(cause, "a series cannot be explained");
    Answers.text(request, 500, "the series cannot be explained");
  }

  private Optional<ServedTenant> tenant(HttpServerRequest request) {
    try {
      var id = new TenantId(request.getParam("tenant", ""), request.getParam("vpc", ""));
      return Optional.ofNullable(current.get().tenants().get(id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static JsonObject json(Explanation explanation) {
    var steps = new JsonArray();
    explanation.steps().forEach(step -> steps.add(json(step)));
    return new JsonObject()
        .put("steps", steps)
        .put("forwarded", explanation.forwarded())
        .put("outcome", explanation.outcome());
  }

  private static JsonObject json(Step step) {
    var labels = new JsonObject();
    step.labels().forEach(labels::put);
    return new JsonObject().put("what", step.what()).put("rule", step.rule()).put("labels", labels);
  }
}
