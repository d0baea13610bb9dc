package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is in the manual is something that a test knows, and its links lead somewhere. */
class ManualTest {
  /** Of which files there may be examples, and who uses these as they stand. */
  private static final Map<String, String> EXAMPLES =
      Map.of(
          "gateway.yml", "gateway/src/test/java/io/promferry/gateway/ManualExamplesTest.java",
          "tenants.yml", "gateway/src/test/java/io/promferry/gateway/ManualExamplesTest.java",
          "tenant-secret.yml", "gateway/src/test/java/io/promferry/gateway/ManualExamplesTest.java",
          "metrics-tenant.yml",
              "tenant-prom-config/src/test/java/io/promferry/tenantpromconfig/ManualExamplesTest.java",
          "platform.yml",
              "tenant-prom-config/src/test/java/io/promferry/tenantpromconfig/ManualExamplesTest.java",
          "values.yaml", "helm/src/test/java/io/promferry/helm/ManualExamplesTest.java",
          "vpc.yml", "helm/src/test/java/io/promferry/helm/ManualExamplesTest.java",
          "prometheus.yml", "load-tests/src/test/java/io/promferry/loadtests/ManualIT.java");

  /** Who runs or checks what is written in a language. */
  private static final Map<String, String> LANGUAGES =
      Map.of(
          "sh", "load-tests/src/test/java/io/promferry/loadtests/ManualIT.java",
          "promql", "load-tests/src/test/java/io/promferry/loadtests/ManualIT.java");

  /** Begin what is neither: drawings, and what a command prints. */
  private static final Set<String> TEXTS =
      Set.of(
          "tenant VPC acme (10.0.1.0/24)           default VPC",
          "NAME   TENANT   VPC",
          "tenant's pods |");

  private static final Pattern FILE =
      Pattern.compile("(?:gateway|helm|load-tests|tenant-prom-config)/(?!target)[\\w./-]+\\b");

  private static final Pattern TEST = Pattern.compile("`(\\w+(?:Test|IT))`");

  private static Manual manual;

  @BeforeAll
  static void read() throws IOException {
    manual = Manual.read();
  }

  @Test
  void isWhereItIs() {
    assertThat(manual.pages()).hasSizeGreaterThan(10);
    assertThat(manual.blocks()).hasSizeGreaterThan(40);
  }

  @Test
  void hasNoCodeOfWhichNobodyCanSayWhatItIs() {
    assertThat(manual.pages())
        .allSatisfy(page -> assertThat(page.unfenced()).as(page.file().toString()).isEmpty());
  }

  @Test
  void hasNoCodeThatNoTestKnows() {
    assertThat(manual.blocks())
        .allSatisfy(block -> {
          switch (block.language()) {
            case "yaml" -> assertThat(EXAMPLES).as(block.place()).containsKey(block.file());
            case "json" ->
                assertThatCode(() -> new JsonObject(block.text()))
                    .as(block.place())
                    .doesNotThrowAnyException();
            case "text" ->
                assertThat(TEXTS).as(block.place()).anyMatch(text -> block.text().startsWith(text));
            default -> assertThat(LANGUAGES).as(block.place()).containsKey(block.language());
          }
        });
  }

  @Test
  void isKnownToTestsThatThereAre() throws IOException {
    for (var known :
        Stream.of(EXAMPLES, LANGUAGES).flatMap(of -> of.entrySet().stream()).toList()) {
      assertThat(Files.readString(Manual.HOUSE.resolve(known.getValue())))
          .as(known.getValue())
          .contains('"' + known.getKey() + '"');
    }
  }

  @Test
  void namesTestsThatThereAre() throws IOException {
    var named =
        TEST.matcher(Files.readString(Manual.HOUSE.resolve("README.md")))
            .results()
            .map(name -> name.group(1) + ".java")
            .toList();
    assertThat(named).hasSizeGreaterThan(50);
    var there = new HashSet<String>();
    for (var module : List.of("gateway", "tenant-prom-config", "helm", "load-tests")) {
      try (var files = Files.walk(Manual.HOUSE.resolve(module).resolve("src/test/java"))) {
        files.map(file -> file.getFileName().toString()).forEach(there::add);
      }
    }
    assertThat(there).containsAll(named);
  }

  @Test
  void namesFilesThatThereAre() {
    for (var page : manual.pages()) {
      for (var name : page.names()) {
        var file = FILE.matcher(name);
        if (file.lookingAt()) {
          assertThat(Manual.HOUSE.resolve(file.group())).as(page.file() + ": " + name).exists();
        }
      }
    }
  }

  @Test
  void leadsSomewhereWithEachLink() throws IOException {
    for (var page : manual.pages()) {
      for (var link : page.links()) {
        if (!link.matches("[a-z]+:.*")) {
          assertLeadsSomewhere(page, link);
        }
      }
    }
  }

  private static void assertLeadsSomewhere(Manual.Page page, String link) throws IOException {
    var where = page.file() + ": " + link;
    var parts = link.split("#", 2);
    var file = parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    assertThat(file).as(where).exists();
    if (parts.length == 2) {
      assertThat(Manual.Page.read(file).anchors()).as(where).contains(parts[1]);
    }
  }
}
