// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.bucket.Buckets;
import ai.metta.access.secret.DistantSecrets;
import ai.metta.collect.Collector;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The walls of ARCHITECTURE.md, held against every class of the product.
final class ArchitectureTest {
  private static final String CLI = "ai.metta.cli";
  private static final String[] PURE = {"ai.metta.metric..", "ai.metta.collectors.."};
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("ai.metta");

  /// What each room may name, as ARCHITECTURE.md draws it.
  private static final Map<String, Set<String>> ARROWS =
      Map.of(
          "metric", Set.of(),
          "access", Set.of("metric"),
          "collect", Set.of("metric", "access", "dashboards"),
          "collectors", Set.of("metric", "access", "collect", "dashboards"),
          "datadog", Set.of("metric", "access", "dashboards"),
          "query", Set.of("metric"),
          "dashboards", Set.of("metric", "access", "query"),
          "server", Set.of("metric", "query"),
          "sandbox", Set.of(),
          "cli",
              Set.of(
                  "metric",
                  "access",
                  "collect",
                  "collectors",
                  "datadog",
                  "query",
                  "dashboards",
                  "server",
                  "sandbox"));

  @Test
  void everyRoomHasItsArrows() {
    Set<String> rooms =
        PRODUCT.stream()
            .map(type -> type.getPackageName().split("\\.", -1)[2])
            .collect(Collectors.toSet());
    assertThat(rooms).isEqualTo(ARROWS.keySet());
  }

  static Set<String> rooms() {
    return ARROWS.keySet();
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void aRoomNamesOnlyWhatItsArrowsPointAt(String room) {
    String[] allowed =
        Stream.concat(Stream.of(room), ARROWS.get(room).stream())
            .map(name -> "ai.metta." + name + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("ai.metta." + room + "..")
        .should()
        .dependOnClassesThat(resideInAnyPackage("ai.metta..").and(resideOutsideOfPackages(allowed)))
        .check(PRODUCT);
  }

  /// What each package of the command line may name of the others. The one above them, which starts
  /// commands, names all, and is named by none.
  private static final Map<String, Set<String>> COMMANDS =
      Map.ofEntries(
          Map.entry("screen", Set.of()),
          Map.entry("invocation", Set.of("screen")),
          Map.entry("catalogue", Set.of("invocation", "screen")),
          Map.entry("query", Set.of("invocation", "screen")),
          Map.entry("simulation", Set.of("invocation")),
          Map.entry("installation", Set.of("catalogue", "invocation", "screen")),
          Map.entry("health", Set.of("catalogue", "invocation", "screen")),
          Map.entry("collect", Set.of("catalogue", "invocation", "screen")),
          Map.entry("metrics", Set.of("collect", "catalogue", "invocation", "screen")),
          Map.entry("backfill", Set.of("collect", "catalogue", "invocation", "screen")),
          Map.entry("documents", Set.of("query", "invocation", "screen")),
          Map.entry("serve", Set.of("collect", "invocation", "screen")),
          Map.entry(
              "demo",
              Set.of(
                  "backfill",
                  "catalogue",
                  "collect",
                  "documents",
                  "health",
                  "invocation",
                  "metrics",
                  "query",
                  "screen",
                  "serve",
                  "simulation")));

  @Test
  void everyPackageOfTheCommandLineHasItsArrows() {
    Set<String> packages =
        PRODUCT.stream()
            .map(JavaClass::getPackageName)
            .filter(name -> name.startsWith(CLI + "."))
            .map(name -> name.substring(CLI.length() + 1))
            .collect(Collectors.toSet());
    assertThat(packages).isEqualTo(COMMANDS.keySet());
  }

  static Set<String> commands() {
    return COMMANDS.keySet();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aPackageOfTheCommandLineNamesOnlyWhatItsArrowsPointAt(String one) {
    String[] allowed =
        Stream.concat(Stream.of(one), COMMANDS.get(one).stream())
            .map(name -> CLI + "." + name)
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage(CLI + "." + one)
        .should()
        .dependOnClassesThat(resideInAnyPackage(CLI + "..").and(resideOutsideOfPackages(allowed)))
        .check(PRODUCT);
  }

  @Test
  void packagesDoNotNameOneAnotherInACircle() {
    slices().matching("ai.metta.(**)").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void collectorsAreIslands() {
    slices().matching("ai.metta.collectors.(*)..").should().notDependOnEachOther().check(PRODUCT);
  }

  @Test
  void theVocabularyNeedsNothingButTheLanguage() {
    classes()
        .that()
        .resideInAPackage("ai.metta.metric..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "ai.metta.metric..",
            "java.lang..",
            "java.time..",
            "java.util",
            "java.util.function",
            "java.util.stream",
            "java.util.regex",
            "org.jspecify..")
        .check(PRODUCT);
  }

  @Test
  void definitionsAskNoClockNoZoneAndNoDice() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethodWhere(
            calls("java\\.time\\..*", "now")
                .or(calls("java\\.time\\.Clock", "(system|tick).*"))
                .or(calls("java\\.time\\.InstantSource", "system"))
                .or(calls("java\\.time\\.ZoneId", "systemDefault"))
                .or(calls("java\\.lang\\.Math", "random"))
                .or(calls("java\\.lang\\.System", "(currentTimeMillis|nanoTime)")))
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.random..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .check(PRODUCT);
  }

  @Test
  void definitionsHaveNoThreadsOfTheirOwn() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.Thread")
        .check(PRODUCT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Metrics", "Snapshot", "Config"})
  void onlyTheClientOfACollectorDoesIo(String kind) {
    noClasses()
        .that()
        .resideInAPackage("ai.metta.collectors..")
        .and()
        .haveSimpleNameEndingWith(kind)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.net..", "java.io..", "java.nio..", "ai.metta.access.http..")
        .check(PRODUCT);
  }

  @Test
  void namesSayWhatSomethingKnows() {
    String empty = "util|utils|helper|helpers|common|misc|manager|impl|base|core";
    noClasses()
        .should()
        .resideInAPackage("..(" + empty + ")..")
        .orShould()
        .haveNameMatching(".*[a-z](?i:" + empty + ")")
        .check(PRODUCT);
  }

  @Test
  void namesUseTheFieldsWords() {
    DescribedPredicate<JavaClass> foreign =
        describe(
            "have a name, or a member, that says label, stat, measurement, panel, chart or alert",
            type -> names(type).flatMap(ArchitectureTest::parts).anyMatch(FOREIGN::contains));
    // The sandbox speaks the service's own language, and labels are what GitHub's issues have.
    noClasses()
        .that()
        .resideOutsideOfPackages("ai.metta.sandbox..", "ai.metta.collectors.github..")
        .should(be(foreign))
        .check(PRODUCT);
  }

  @Test
  void classesAreFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotAnonymousClasses()
        .and()
        .areNotEnums()
        .and()
        .doNotHaveModifier(JavaModifier.ABSTRACT)
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(PRODUCT);
  }

  @Test
  void whatNobodyElseNamesIsNotPublic() {
    DescribedPredicate<JavaClass> needed =
        describe(
            "named by another package, shown by a public member, a door, or started",
            type ->
                DOORS.contains(type.getFullName())
                    || namedElsewhere(type)
                    || shownElsewhere(type)
                    || type.isAssignableTo(Collector.class)
                    || type.isAssignableTo(DistantSecrets.class)
                    || type.isAssignableTo(Buckets.class)
                    || type.isEquivalentTo(Main.class));
    classes().that().arePublic().and().areTopLevelClasses().should(be(needed)).check(PRODUCT);
  }

  /// Open to jars that are on the class path in some installations only, to collectors to come, and
  /// to other rooms' tests.
  private static final Set<String> DOORS =
      Set.of(
          "ai.metta.access.http.JsonReading",
          "ai.metta.access.http.Pages",
          "ai.metta.metric.CatalogueTable");

  /// Whether another package names it, or a type in it.
  private static boolean namedElsewhere(JavaClass type) {
    return PRODUCT.stream()
        .filter(one -> one.equals(type) || one.getName().startsWith(type.getName() + "$"))
        .flatMap(one -> one.getDirectDependenciesToSelf().stream())
        .map(arrow -> arrow.getOriginClass().getPackageName())
        .anyMatch(origin -> !origin.equals(type.getPackageName()));
  }

  /// Whether a public member of another public class shows it.
  private static boolean shownElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .map(Dependency::getOriginClass)
        .filter(other -> !other.equals(type) && other.getModifiers().contains(JavaModifier.PUBLIC))
        .flatMap(other -> other.getCodeUnits().stream())
        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC))
        .anyMatch(member -> member.getAllInvolvedRawTypes().contains(type));
  }

  private static final Set<String> FOREIGN =
      Set.of("label", "labels", "stat", "stats", "measurement", "panel", "chart", "alert");

  private static Stream<String> names(JavaClass type) {
    return Stream.of(
            List.of(type.getSimpleName()),
            type.getMethods().stream().map(method -> method.getName()).toList(),
            type.getFields().stream().map(field -> field.getName()).toList())
        .flatMap(List::stream);
  }

  private static Stream<String> parts(String name) {
    return Stream.of(name.split("(?<=[a-z])(?=[A-Z])|[_$]")).map(String::toLowerCase);
  }

  private static DescribedPredicate<JavaMethodCall> calls(String types, String methods) {
    return describe(
        "call " + types + " " + methods,
        call -> call.getTargetOwner().getName().matches(types) && call.getName().matches(methods));
  }
}
