package dev.sluice.moderation.input;

import static dev.sluice.model.Direction.INPUT;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Evidence;
import dev.sluice.model.Message.Role;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.Policy;
import dev.sluice.moderation.input.JoinedText.Place;
import dev.sluice.moderation.lexicon.CurrentLexicon;
import dev.sluice.moderation.lexicon.Entry;
import dev.sluice.moderation.lexicon.Lexicon;
import dev.sluice.moderation.lexicon.Scanner;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** What is judged in process: listed words, and patterns of prompt attacks. */
@ApplicationScoped
class LocalJudge {
  /** They may talk of instructions: these are the operator's own, or our answers. */
  private static final Set<Role> UNSUSPECTED =
      EnumSet.of(Role.SYSTEM, Role.DEVELOPER, Role.ASSISTANT);

  private final CurrentLexicon current;
  private final Policy policy;
  private final boolean promptAttacks;

  LocalJudge(CurrentLexicon current, Policy policy, ModerationConfig config) {
    this.current = current;
    this.policy = policy;
    this.promptAttacks = config.input().promptAttacks();
  }

  Inspection judge(String alias, List<InputText> texts) {
    long begin = System.nanoTime();
    Inspection inspection = new Inspection();
    Lexicon lexicon = current.get();
    for (InputText text : texts) {
      boolean suspected = promptAttacks && text.role().filter(UNSUSPECTED::contains).isEmpty();
      for (JoinedText reading : JoinedText.readings(text)) {
        scan(lexicon, alias, reading, 1, begin, inspection);
        if (suspected) {
          attacks(alias, reading, begin, inspection);
        }
      }
    }
    // What lies within one message was found above.
    Turns.joined(texts).forEach(turns -> scan(lexicon, alias, turns, 2, begin, inspection));
    return inspection;
  }

  private void scan(
      Lexicon lexicon, String alias, JoinedText text, int texts, long begin, Inspection into) {
    Scanner scanner = lexicon.scanner();
    Scanner.Hits hits =
        (entry, start, end) -> {
          List<Place> places = text.places(start, end);
          if (places.size() >= texts) {
            into.found(places, evidence(lexicon, alias, entry, begin));
          }
        };
    scanner.feed(text.text(), hits);
    scanner.end(hits);
  }

  private Evidence evidence(Lexicon lexicon, String alias, Entry entry, long begin) {
    Action action = policy.ofListed(alias, INPUT, entry.category(), entry.action());
    return entry.evidence(lexicon.version(), action, since(begin));
  }

  private void attacks(String alias, JoinedText text, long begin, Inspection into) {
    for (PromptAttacks.Hit hit : PromptAttacks.in(text.text())) {
      Action action = policy.of(alias, INPUT, Category.PROMPT_ATTACK, hit.suggested());
      into.found(
          text.places(hit.span().start(), hit.span().end()),
          new Evidence(
              "prompt-attacks",
              PromptAttacks.VERSION,
              Category.PROMPT_ATTACK,
              action,
              hit.pattern(),
              OptionalDouble.empty(),
              since(begin)));
    }
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
