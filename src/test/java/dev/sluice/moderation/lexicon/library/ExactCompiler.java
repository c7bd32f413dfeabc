package dev.sluice.moderation.lexicon.library;

import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@Mock
@ApplicationScoped
class ExactCompiler implements Compiler {
  @Override
  public Lexicon compile(String version, List<Entry> entries) {
    return new ExactLexicon(version, entries);
  }
}
