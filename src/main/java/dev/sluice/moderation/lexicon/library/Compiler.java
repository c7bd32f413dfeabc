package dev.sluice.moderation.lexicon.library;

import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import java.util.List;

/** Makes entries ready to scan texts; takes its time, so never on an event loop. */
@FunctionalInterface
interface Compiler {
  Lexicon compile(String version, List<Entry> entries);
}
