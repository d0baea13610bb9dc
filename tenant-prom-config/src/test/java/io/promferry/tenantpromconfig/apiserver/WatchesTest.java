package io.promferry.tenantpromconfig.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WatchesTest extends Fixture {
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void tellsOfEveryChangeInOrder() {
    inform();
    client.resource(config("a", Map.of("k", "1"))).create();
    client.resource(config("a", Map.of("k", "2"))).update();
    client.resource(config("a", Map.of())).delete();

    awaitEvents("+a", "~a", "-a");
  }

  @Test
  void goesOnAfterALostWatchWithoutAGap() {
    inform();
    server.endWatches();
    client.resource(config("a", Map.of())).create();

    awaitEvents("+a");
  }

  @Test
  void makesListAgainWhoComesTooLate() {
    inform();
    var lists = lists();
    server.expireWatches();
    client.resource(config("a", Map.of())).create();

    awaitEvents("+a");
    await().until(() -> lists() > lists);
  }

  @Test
  void tellsThatAnObjectHasLeftTheSelection() {
    var map = config("a", Map.of());
    map.getMetadata().setLabels(Map.of("l", "1"));
    client.resource(map).create();
    var informer = client.configMaps().inNamespace("default").withLabel("l", "1").inform(record());
    awaitEvents("+a");
    client.resource(config("a", Map.of("k", "1"))).update();

    awaitEvents("+a", "-a");
    informer.stop();
  }

  private long lists() {
    return server.requests().stream().filter(r -> r.verb().equals("list")).count();
  }

  private void inform() {
    client.configMaps().inNamespace("default").inform(record());
  }

  private void awaitEvents(String... expected) {
    await().untilAsserted(() -> assertThat(new ArrayList<>(events)).containsExactly(expected));
  }

  private ResourceEventHandler<ConfigMap> record() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(ConfigMap map) {
        events.add("+" + map.getMetadata().getName());
      }

      @Override
      public void onUpdate(ConfigMap old, ConfigMap map) {
        events.add("~" + map.getMetadata().getName());
      }

      @Override
      public void onDelete(ConfigMap map, boolean unknown) {
        events.add("-" + map.getMetadata().getName());
      }
    };
  }
}
