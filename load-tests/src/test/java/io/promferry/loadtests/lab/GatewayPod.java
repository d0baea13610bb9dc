package io.promferry.loadtests.lab;

import static java.util.stream.Collectors.toCollection;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.promferry.loadtests.peer.LoopbackHttp;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One replica of the gateway, as its operators see it. */
record GatewayPod(Pod pod) {
  /** Whether it serves the tenant from its entry in this version. */
  boolean hasLoaded(String tenant, String version) {
    return report(tenant).get("entry") instanceof JsonObject entry
        && entry.get("version").getAsString().equals(version);
  }

  /** All that it says about a tenant. */
  JsonObject report(String tenant) {
    var answer = LoopbackHttp.get(pod.address().resolve("/api/v1/tenants?tenant=" + tenant));
    var tenants = JsonParser.parseString(answer.body()).getAsJsonObject().getAsJsonArray("tenants");
    return tenants.isEmpty() ? new JsonObject() : tenants.get(0).getAsJsonObject();
  }

  /** The addresses from which the tenant has written, as its pod has seen them. */
  Set<String> sources(String tenant) {
    return elements(report(tenant))
        .map(source -> source.getAsJsonObject().get("address").getAsString())
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<JsonElement> elements(JsonObject report) {
    return report.has("sources") && report.get("sources").isJsonArray()
        ? StreamSupport.stream(report.getAsJsonArray("sources").spliterator(), false)
        : Stream.empty();
  }
}
