package dev.sluice.moderation.lexicon.library;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Nothing may be judged by a list that is not there yet. */
@Readiness
@ApplicationScoped
class LexiconReadiness implements HealthCheck {
  private final LoadedLexicon lexicon;

  LexiconReadiness(LoadedLexicon lexicon) {
    this.lexicon = lexicon;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder check =
        HealthCheckResponse.named("word list").status(lexicon.isLoaded());
    return lexicon.isLoaded() ? check.withData("version", version()).build() : check.build();
  }

  private String version() {
    return lexicon.get().version();
  }
}
