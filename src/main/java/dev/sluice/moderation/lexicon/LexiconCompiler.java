package dev.sluice.moderation.lexicon;

import dev.sluice.moderation.lexicon.Entry.Mode;
import dev.sluice.moderation.lexicon.Lane.Sought;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a lexicon of entries. Entries of the same modes share a lane; a lexicon has as many lanes
 * as its entries have different modes, and each costs every text one pass.
 */
public final class LexiconCompiler {

  private LexiconCompiler() {}

  /** Takes some 10 µs an entry and blocks for it; an empty list makes a lexicon without hits. */
  public static Lexicon compile(String version, List<Entry> entries) {
    Map<Set<Mode>, List<Entry>> byModes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      byModes.computeIfAbsent(WrittenWords.modes(entry), modes -> new ArrayList<>()).add(entry);
    }
    List<Lane> lanes = new ArrayList<>();
    byModes.forEach((modes, some) -> lanes.add(written(modes, some)));
    List<Sought> readings =
        entries.stream()
            .filter(entry -> entry.modes().contains(Mode.PINYIN))
            .flatMap(entry -> ReadWords.of(entry).stream())
            .toList();
    if (!readings.isEmpty()) {
      lanes.add(new Lane(ReadWords.FOLDING, readings));
    }
    return new CompiledLexicon(version, entries.size(), List.copyOf(lanes));
  }

  private static Lane written(Set<Mode> modes, List<Entry> entries) {
    Folding folding = new WrittenFolding(modes);
    return new Lane(
        folding,
        entries.stream().flatMap(entry -> WrittenWords.of(entry, folding).stream()).toList());
  }
}
