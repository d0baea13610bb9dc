package io.promferry.loadtests.lab;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a gateway has told a Prometheus to scrape.
 *
 * @param addresses with their ports
 * @param pods the names of the pods that have them
 */
record Targets(List<String> addresses, List<String> pods) {
  static Targets of(String json) {
    var groups = elements(JsonParser.parseString(json)).map(JsonElement::getAsJsonObject).toList();
    return new Targets(
        groups.stream().flatMap(Targets::addresses).toList(),
        groups.stream().map(Targets::pod).toList());
  }

  private static Stream<String> addresses(JsonObject group) {
    return elements(group.get("targets")).map(JsonElement::getAsString);
  }

  private static String pod(JsonObject group) {
    return group.getAsJsonObject("labels").get("__meta_kubernetes_pod_name").getAsString();
  }

  private static Stream<JsonElement> elements(JsonElement array) {
    return StreamSupport.stream(array.getAsJsonArray().spliterator(), false);
  }
}
