package dev.sluice;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of the house: which room may know which, and where libraries live. Each rule is checked
 * against the program, and against a class under {@code dev.sluice.archfixture} that breaks it, so
 * that a rule which can never fail is noticed.
 */
class ArchitectureTest {

  /**
   * Where a stream or settlement is detached from its caller, an operator passes a subscription on,
   * or a timer begins work of its own; nothing else subscribes or waits.
   */
  private static final Set<String> MAY_SUBSCRIBE =
      Set.of(
          "dev.sluice.admission.identity.Tombstones",
          "dev.sluice.admission.launch.stop.SwitchWatch",
          "dev.sluice.api.SseWriter",
          "dev.sluice.journey.Abandonment",
          "dev.sluice.journey.ChatJourney",
          "dev.sluice.journey.Conclusion",
          "dev.sluice.journey.Generated",
          "dev.sluice.journey.Generations",
          "dev.sluice.journey.LostInstances",
          "dev.sluice.journey.SavedAnswers",
          "dev.sluice.journey.Settlement",
          "dev.sluice.moderation.chain.Shadows",
          "dev.sluice.moderation.lexicon.library.LexiconWatch",
          "dev.sluice.moderation.window.JudgedWindows",
          "dev.sluice.moderation.window.ModeratedAnswer",
          "dev.sluice.quota.keeping.Upkeep",
          "dev.sluice.quota.tables.TablesWatch",
          "dev.sluice.storage.StoragePurge");

  private static final List<String> FEATURES =
      List.of(
          "admission",
          "quota",
          "moderation",
          "provider",
          "label",
          "privacy",
          "trace",
          "review",
          "sharing",
          "storage",
          "fairness",
          "standalone");

  private static final String ONLY_MODEL = " imports no room but model";

  /** The features' rules are one rule; the fixtures break that of quota only. */
  private static final List<String> ALIKE =
      FEATURES.stream().filter(it -> !it.equals("quota")).map(it -> it + ONLY_MODEL).toList();

  private static final List<String> TALK_REDIS =
      List.of("quota", "admission", "journey", "model.redis");

  /** A provider, a moderation vendor, or one that sends codes to phones and knows ID numbers. */
  private static final List<String> CALL_OUT =
      List.of("provider", "moderation.vendor", "admission.identity");

  private static final List<String> KEEP_NO_TABLE = List.of("api", "provider", "model");

  private static final String[] REDIS = {
    "io.quarkus.redis..", "io.vertx.redis..", "io.vertx.mutiny.redis.."
  };
  private static final String[] SQL = {
    "org.hibernate..",
    "jakarta.persistence..",
    "io.vertx.sqlclient..",
    "io.vertx.mutiny.sqlclient..",
    "io.vertx.pgclient..",
    "io.vertx.mutiny.pgclient..",
    "java.sql..",
    "javax.sql.."
  };

  private static final List<String> TECHNOLOGIES =
      List.of("Redis", "Postgres", "Http", "Jdbc", "Hibernate", "FaultTolerance");

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.sluice");

  private static final JavaClasses FIXTURES =
      new ClassFileImporter().importPackages("dev.sluice.archfixture");

  @TestFactory
  Stream<DynamicTest> shouldKeepTheRulesOfTheHouse() {
    return rules("dev.sluice").entrySet().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.getKey(), () -> rule.getValue().check(PROGRAM)));
  }

  @Test
  void shouldHaveReadTheProgram_whenRulesAreChecked() {
    assertThat(PROGRAM.contain("dev.sluice.model.StreamPart")).isTrue();
    assertThat(PROGRAM.contain("dev.sluice.ArchitectureTest")).isFalse();
  }

  @TestFactory
  Stream<DynamicTest> shouldNotice_whenARuleIsBroken() {
    return rules("dev.sluice.archfixture").entrySet().stream()
        .filter(rule -> !ALIKE.contains(rule.getKey()))
        .map(
            rule ->
                DynamicTest.dynamicTest(
                    rule.getKey(),
                    () -> assertThat(rule.getValue().evaluate(FIXTURES).hasViolation()).isTrue()));
  }

  /** The same rules for the real house and for the fixtures', which differ in their root only. */
  private static Map<String, ArchRule> rules(String root) {
    House house = new House(root);
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("model imports no room", house.onlyImports("model", List.of()));
    for (String feature : FEATURES) {
      rules.put(feature + ONLY_MODEL, house.onlyImports(feature, List.of("model")));
    }
    rules.put("journey does not import api", house.doesNotImport("journey", "api"));
    rules.put("rooms form no cycle", house.noCycles());
    rules.put("Redis is spoken in few rooms", house.only(TALK_REDIS, REDIS));
    rules.put("rooms without tables know no SQL", house.never(KEEP_NO_TABLE, SQL));
    rules.put("few rooms call out by HTTP", house.onlyCallsOut(CALL_OUT));
    rules.put("only api serves HTTP", house.onlyServes("api"));
    rules.put("nobody subscribes or waits", house.nobodySubscribes());
    rules.put("adapters stay in their room", house.adaptersAreHidden());
    return rules;
  }

  /** The rules' wording, for rooms below a root package. */
  private record House(String root) {

    /** Everything of a room, its sub-rooms included. */
    private String room(String name) {
      return root + "." + name + "..";
    }

    private String[] rooms(List<String> names) {
      return names.stream().map(this::room).toArray(String[]::new);
    }

    ArchRule onlyImports(String room, List<String> others) {
      List<String> allowed = new ArrayList<>(others);
      allowed.add(room);
      return noClasses()
          .that()
          .resideInAPackage(room(room))
          .should()
          .dependOnClassesThat(
              resideInAPackage(root + "..").and(not(resideInAnyPackage(rooms(allowed)))))
          .allowEmptyShould(true);
    }

    ArchRule doesNotImport(String room, String other) {
      return noClasses()
          .that()
          .resideInAPackage(room(room))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(room(other))
          .allowEmptyShould(true);
    }

    ArchRule noCycles() {
      return slices().matching(root + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true);
    }

    ArchRule only(List<String> rooms, String... library) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackages(rooms(rooms))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(library)
          .allowEmptyShould(true);
    }

    ArchRule never(List<String> rooms, String... library) {
      return noClasses()
          .that()
          .resideInAnyPackage(rooms(rooms))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(library)
          .allowEmptyShould(true);
    }

    ArchRule onlyCallsOut(List<String> rooms) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackages(rooms(rooms))
          .should()
          .dependOnClassesThat(vertxHttp("HttpClient").or(vertxWebClient()))
          .allowEmptyShould(true);
    }

    ArchRule onlyServes(String room) {
      return noClasses()
          .that()
          .resideInAPackage(root + "..")
          .and()
          .resideOutsideOfPackage(room(room))
          .should()
          .dependOnClassesThat(vertxHttp("HttpServer"))
          .allowEmptyShould(true);
    }

    ArchRule nobodySubscribes() {
      return noClasses()
          .that(not(mayObserve()))
          .should()
          .accessTargetWhere(mutinyCall("subscribe", "await", "subscribeAsCompletionStage"))
          .allowEmptyShould(true);
    }

    ArchRule adaptersAreHidden() {
      return noClasses()
          .that()
          .resideInAnyPackage(room("api"), room("journey"))
          .should()
          .dependOnClassesThat(resideInAnyPackage(rooms(FEATURES)).and(adapter()))
          .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> adapter() {
      return DescribedPredicate.describe(
          "named after a technology",
          type -> TECHNOLOGIES.stream().anyMatch(type.getSimpleName()::startsWith));
    }

    private static DescribedPredicate<JavaClass> vertxHttp(String prefix) {
      return resideInAnyPackage("io.vertx.core.http..", "io.vertx.mutiny.core.http..")
          .and(
              DescribedPredicate.describe(
                  "named " + prefix + "*", type -> type.getSimpleName().startsWith(prefix)));
    }

    private static DescribedPredicate<JavaClass> vertxWebClient() {
      return resideInAnyPackage(
          "io.vertx.ext.web.client..",
          "io.vertx.mutiny.ext.web.client..",
          "java.net.http..",
          "io.quarkus.rest.client..");
    }

    private static DescribedPredicate<JavaClass> mayObserve() {
      return DescribedPredicate.describe(
          "listed as allowed to subscribe",
          type -> MAY_SUBSCRIBE.stream().anyMatch(name -> isOrIsInside(type, name)));
    }

    private static boolean isOrIsInside(JavaClass type, String name) {
      return type.getName().equals(name) || type.getName().startsWith(name + "$");
    }

    private static DescribedPredicate<JavaAccess<?>> mutinyCall(String... methods) {
      return DescribedPredicate.describe(
          "Mutiny's " + String.join(", ", methods),
          access ->
              access.getTargetOwner().getPackageName().startsWith("io.smallrye.mutiny")
                  && List.of(methods).contains(access.getTarget().getName()));
    }
  }
}
