package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The manual's presets, each in front of a store that looks at what arrives. */
class PresetsTest {
  private static final Path STORES = Path.of("docs/stores.md");

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({
    "prometheus, /api/v1/write, true, '', ''",
    "victoria-metrics, /api/v1/write, false, '', ''",
    "victoria-metrics-cluster, /insert/0/prometheus/api/v1/write, false, '', ''",
    "mimir, /api/v1/push, true, x-scope-orgid, acme",
    "thanos, /api/v1/receive, false, thanos-tenant, acme",
  })
  void reachesItsStoreAsTheStoreWantsIt(
      String name, String path, boolean rw2, String tenantHeader, String tenant) throws Exception {
    try (var store = new ScriptedStore(KeepingStore.ofEverything(true));
        var gateway = RunningGateway.before(directory, preset(name, store))) {
      assertThat(gateway.write(Writes.rw2(3), Writes.RW2).statusCode()).isEqualTo(204);

      var request = store.lastRequest();
      assertThat(request.line()).isEqualTo("POST " + path + " HTTP/1.1");
      assertThat(request.isRw2()).isEqualTo(rw2);
      assertThat(request.headers().getOrDefault(tenantHeader, "")).isEqualTo(tenant);
      assertThat(store.requests()).hasSize(1);
    }
  }

  /** The entry of that name as it stands in the manual, but for the store's address. */
  private static String preset(String name, ScriptedStore store) throws IOException {
    var entry =
        Pattern.compile("(?m)^  - (name: " + name + "\\n(?:    .*\\n)+)")
            .matcher(Files.readString(STORES));
    assertThat(entry.find()).as("preset %s in the manual", name).isTrue();
    return "{"
        + entry
            .group(1)
            .strip()
            .replaceAll("\\n +", ", ")
            .replaceAll(
                "http://[^/]+", store.writeUri().resolve("/").toString().replaceAll("/$", ""))
        + "}";
  }
}
