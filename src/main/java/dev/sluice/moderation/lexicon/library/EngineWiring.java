package dev.sluice.moderation.lexicon.library;

import dev.sluice.moderation.lexicon.LexiconCompiler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Has lists compiled by the engine. */
class EngineWiring {

  @Produces
  @Singleton
  Compiler compiler() {
    return LexiconCompiler::compile;
  }
}
