package dev.sluice.moderation.lexicon;

/** The version in force. A text begun with one version is scanned with it to its end. */
public interface CurrentLexicon {
  Lexicon get();
}
