package io.promferry.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.gateway.pipeline.SeriesExplainer.Explanation;
import io.promferry.gateway.pipeline.SeriesExplainer.Step;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.SeriesNotation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.function.Supplier;

/**
 * {@code POST /api/v1/explain?tenant=acme&vpc=vpc-acme} with a series as text: what becomes of it,
 * step by step, as JSON. 404 for an unknown tenant, 400 for what is no series.
 */
final class ExplainEndpoint {
  private static final int MOST_BYTES = 16 << 10;

  private final Supplier<Serving> current;

  ExplainEndpoint(Supplier<Serving> current) {
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
      refuse(request, 413, "a series has at most " + MOST_BYTES + " bytes here");
      return;
    }
    var tenant = request.getParam("tenant", "");
    var vpc = request.getParam("vpc", "");
    var served = current.get().tenants().get(new TenantId(tenant, vpc));
    if (served == null) {
      refuse(request, 404, "there is no tenant " + tenant + " in " + vpc);
      return;
    }
    try {
      var labels = SeriesNotation.parse(body.toString(UTF_8));
      request
          .response()
          .putHeader("Content-Type", "application/json")
          .end(json(served.explainer().explain(labels)).encode());
    } catch (IllegalArgumentException e) {
      refuse(request, 400, String.valueOf(e.getMessage()));
    }
  }

  private static void refuse(HttpServerRequest request, int status, String text) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "text/plain; charset=utf-8")
        .end(text + '\n');
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
    for (Map.Entry<String, String> label : step.labels().entrySet()) {
      labels.put(label.getKey(), label.getValue());
    }
    return new JsonObject().put("what", step.what()).put("rule", step.rule()).put("labels", labels);
  }
}
