package io.promferry.loadtests.peer;

import static java.util.stream.Collectors.toUnmodifiableList;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * What a gateway says of one tenant.
 *
 * @param verdict its text
 * @param lastRefusal the text that the sender was answered; empty if there was none
 * @param topMetrics the names of which there are the most active series, the most first
 */
public record TenantReport(
    String code, String severity, String verdict, String lastRefusal, List<String> topMetrics) {
  /** Reads an answer that is about one tenant only. */
  static TenantReport parse(String json) {
    var tenants = JsonParser.parseString(json).getAsJsonObject().getAsJsonArray("tenants");
    if (tenants.size() != 1) {
      throw new IllegalArgumentException("must be about one tenant, got " + json);
    }
    return of(tenants.get(0).getAsJsonObject());
  }

  private static TenantReport of(JsonObject tenant) {
    var verdict = tenant.getAsJsonObject("verdict");
    var refusal = tenant.get("lastRefusal");
    return new TenantReport(
        text(verdict, "code"),
        text(verdict, "severity"),
        text(verdict, "text"),
        refusal.isJsonNull() ? "" : text(refusal.getAsJsonObject(), "text"),
        StreamSupport.stream(tenant.getAsJsonArray("topMetrics").spliterator(), false)
            .map(JsonElement::getAsJsonObject)
            .map(metric -> text(metric, "name"))
            .collect(toUnmodifiableList()));
  }

  private static String text(JsonObject of, String key) {
    return of.get(key).getAsString();
  }
}
