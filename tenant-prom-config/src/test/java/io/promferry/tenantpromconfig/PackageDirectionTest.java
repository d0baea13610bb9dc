package io.promferry.tenantpromconfig;

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

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** What each package may use of ours. The root package assembles, so it may use all. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("model", Set.of()),
          entry("render", Set.of("model")),
          entry("check", Set.of("model")),
          entry("operator", Set.of("model", "render")));

  /**
   * The only packages of ours that may name a library. fabric8's types of objects are everywhere;
   * its client, but for the type that custom resources are made of, is not.
   */
  private static final Map<String, Set<String>> LIBRARIES =
      Map.ofEntries(
          entry("io.fabric8.kubernetes.client.dsl", Set.of("operator")),
          entry("io.fabric8.kubernetes.client.informers", Set.of("operator")),
          entry("io.fabric8.kubernetes.client.http", Set.of("operator")),
          entry("io.javaoperatorsdk", Set.of("operator")),
          entry("io.micrometer", Set.of("operator")),
          entry("java.net.http", Set.of("operator")),
          entry("picocli", Set.of("operator")));

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
        .check(OURS);
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
        .check(OURS);
  }

  @Test
  void formNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(OURS);
  }

  @Test
  void placesEveryPackage() {
    Set<String> present =
        OURS.stream()
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
