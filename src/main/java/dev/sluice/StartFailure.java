package dev.sluice;

import io.quarkus.runtime.Application;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Why the gateway did not start: one sentence where an operator can mend it, empty where only its
 * stack trace can help.
 */
record StartFailure(Optional<String> sentence, Throwable failure) {

  static StartFailure of(Throwable failure) {
    Optional<String> sentence =
        causes(failure).map(StartFailure::sentence).flatMap(Optional::stream).findFirst();
    return new StartFailure(sentence, failure);
  }

  /** Tells it on the console. */
  void tell() {
    sentence.ifPresentOrElse(
        System.err::println,
        () -> Logger.getLogger(Application.class).error("Failed to start", failure));
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(32);
  }

  private static Optional<String> sentence(Throwable cause) {
    if (cause instanceof ConfigValidationException invalid) {
      return Optional.of(problems(invalid));
    }
    if (cause instanceof ConfigurationException wrong) {
      return Optional.ofNullable(wrong.getMessage());
    }
    if (cause instanceof QuarkusBindException taken) {
      return Optional.of(
          "quarkus.http.port is %s, which another program uses: set it to a free port."
              .formatted(taken.getPort()));
    }
    if (cause instanceof SQLException refused) {
      return Optional.of(
          "PostgreSQL at quarkus.datasource.reactive.url cannot be used: "
              + refused.getMessage().lines().findFirst().orElse("no reason given"));
    }
    return Optional.empty();
  }

  private static String problems(ConfigValidationException invalid) {
    return IntStream.range(0, invalid.getProblemCount())
        .mapToObj(number -> WrongValue.sentence(invalid.getProblem(number).getMessage()))
        .collect(Collectors.joining("\n"));
  }
}
