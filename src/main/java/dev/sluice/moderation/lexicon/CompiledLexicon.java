package dev.sluice.moderation.lexicon;

import java.util.List;

/** A version made of lanes. */
record CompiledLexicon(String version, int size, List<Lane> lanes) implements Lexicon {

  @Override
  public Scanner scanner() {
    return new LexiconScanner(lanes);
  }
}
