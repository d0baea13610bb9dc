package io.promferry.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Keeps the arrows between our packages, and between them and the libraries, as they are drawn. */
class PackageDirectionTest {
  private static final String ROOT = PackageDirectionTest.class.getPackageName();

  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** What each package may use of ours. The root package assembles, so it may use all. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("wire", Set.of()),
          entry("codec", Set.of()),
          entry("relabel", Set.of()),
          entry("limits", Set.of()),
          entry("events", Set.of()),
          entry("files", Set.of("events")),
          entry("kube", Set.of()),
          entry("page", Set.of()),
          entry("tls", Set.of("files")),
          entry("accept", Set.of("config", "events", "limits", "status", "telemetry")),
          entry("config", Set.of("relabel", "limits")),
          entry("tenant", Set.of("relabel", "limits")),
          entry("auth", Set.of("events", "tenant")),
          entry("pipeline", Set.of("wire", "codec", "relabel", "limits", "tenant")),
          entry("telemetry", Set.of("wire", "tenant", "pipeline")),
          entry(
              "upstream",
              Set.of(
                  "client",
                  "config",
                  "events",
                  "files",
                  "tls",
                  "limits",
                  "telemetry",
                  "tenant",
                  "pipeline",
                  "wire")),
          entry("client", Set.of("config", "events", "files", "tls")),
          entry(
              "peers",
              Set.of("client", "config", "events", "files", "limits", "tenant", "telemetry")),
          entry("status", Set.of("events", "tenant", "wire", "telemetry", "upstream")),
          entry("discovery", Set.of("config", "events", "kube", "relabel", "tenant", "telemetry")),
          entry(
              "source",
              Set.of("config", "events", "kube", "relabel", "limits", "tenant", "telemetry")),
          entry(
              "http",
              Set.of(
                  "config",
                  "events",
                  "files",
                  "tls",
                  "codec",
                  "wire",
                  "limits",
                  "tenant",
                  "auth",
                  "discovery",
                  "page",
                  "peers",
                  "pipeline",
                  "upstream",
                  "telemetry",
                  "status")));

  /** The only packages of ours that may name a library. */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.ofEntries(
          entry("io.vertx", Set.of("http", "upstream", "client", "tls", "accept", "peers")),
          entry("io.netty", Set.of("accept")),
          entry("io.fabric8", Set.of("kube", "source.kube", "discovery.kube")),
          entry("io.micrometer", Set.of("telemetry")),
          entry("com.dynatrace.hash4j", Set.of("wire")),
          entry("org.xerial.snappy", Set.of("codec")),
          entry("com.github.luben", Set.of("codec")),
          entry("com.github.benmanes", Set.of("auth", "upstream")),
          entry("org.snakeyaml", Set.of("config")),
          entry("com.google.re2j", Set.of("relabel")),
          entry("com.nimbusds", Set.of("auth")),
          entry("io.github.bucket4j", Set.of("limits")),
          entry("org.apache.datasketches", Set.of("limits")),
          entry("com.google.protobuf", Set.of()));

  static Stream<Arguments> packages() {
    return named(MAY_USE);
  }

  @ParameterizedTest
  @MethodSource("packages")
  void usesOnlyWhatItMay(String name, Set<String> mayUse) {
    var allowed = Stream.concat(Stream.of(name), mayUse.stream()).map(PackageDirectionTest::within);
    noClasses()
        .that(resideInAPackage(within(name)))
        .should()
        .dependOnClassesThat(
            resideInAPackage(ROOT + "..")
                .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))))
        .allowEmptyShould(true)
        .check(GATEWAY);
  }

  static Stream<Arguments> libraries() {
    return named(LIBRARIES);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void isNamedOnlyAtItsFence(String library, Set<String> users) {
    var inside = Stream.concat(Stream.of(ROOT), users.stream().map(PackageDirectionTest::within));
    noClasses()
        .that(not(resideInAnyPackage(inside.toArray(String[]::new))))
        .should()
        .dependOnClassesThat(resideInAPackage(library + ".."))
        .allowEmptyShould(true)
        .check(GATEWAY);
  }

  @Test
  void decideOnTargetsWithoutKnowingWhereFactsComeFrom() {
    noClasses()
        .that(resideInAPackage(ROOT + ".discovery"))
        .should()
        .dependOnClassesThat(resideInAPackage(within("discovery.kube")))
        .check(GATEWAY);
  }

  @Test
  void formNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(GATEWAY);
  }

  @Test
  void placesEveryPackage() {
    Set<String> present =
        GATEWAY.stream()
            .map(JavaClass::getPackageName)
            .filter(p -> !p.equals(ROOT))
            .map(p -> p.substring(ROOT.length() + 1).split("\\.", -1)[0])
            .collect(toSet());
    assertThat(MAY_USE.keySet()).containsAll(present);
  }

  private static Stream<Arguments> named(Map<String, Set<String>> rules) {
    return rules.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(rule -> Arguments.argumentSet(rule.getKey(), rule.getKey(), rule.getValue()));
  }

  private static String within(String name) {
    return ROOT + "." + name + "..";
  }
}
