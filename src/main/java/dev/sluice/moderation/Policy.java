package dev.sluice.moderation;

import static dev.sluice.model.Action.BLOCK;
import static dev.sluice.model.Action.MASK;
import static dev.sluice.model.Action.PASS;
import static dev.sluice.model.Action.REVIEW;

import dev.sluice.model.Action;
import dev.sluice.model.Category;
import dev.sluice.model.Direction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** What each category means for an input and for an answer: as configured, else by default. */
@ApplicationScoped
public class Policy {
  private final ModerationConfig config;

  public Policy(ModerationConfig config) {
    this.config = config;
  }

  /** What a vendor's finding leads to, which itself asked for {@code suggested}. */
  public Action of(String alias, Direction direction, Category category, Action suggested) {
    return suggested.atMost(
        configured(alias, direction, category).orElseGet(() -> standard(direction, category)));
  }

  /**
   * What a listed word leads to. A word that somebody listed without saying more is blocked, unless
   * its category was configured.
   */
  public Action ofListed(
      String alias, Direction direction, Category category, Optional<Action> entry) {
    return entry.or(() -> configured(alias, direction, category)).orElse(BLOCK);
  }

  /** The sentence a caller is shown. */
  public String notice(Category category) {
    String own = config.notices().get(category);
    return own == null ? config.notice() : own;
  }

  private Optional<Action> configured(String alias, Direction direction, Category category) {
    ModerationConfig.Alias own = config.aliases().get(alias);
    return Optional.ofNullable(own)
        .flatMap(it -> action(it.actions(), direction, category))
        .or(() -> action(config.actions(), direction, category));
  }

  private static Optional<Action> action(
      Map<Category, ModerationConfig.Actions> actions, Direction direction, Category category) {
    return Optional.ofNullable(actions.get(category))
        .flatMap(it -> direction == Direction.INPUT ? it.input() : it.output());
  }

  /** A vendor that is sure of something we have no name for is believed: OTHER blocks. */
  private static Action standard(Direction direction, Category category) {
    boolean input = direction == Direction.INPUT;
    return switch (category) {
      case POLITICAL, PORNOGRAPHY, CHILD_SAFETY, VIOLENCE_TERROR, CONTRABAND -> BLOCK;
      case SELF_HARM, CUSTOM, OTHER -> BLOCK;
      case SEXUAL_SUGGESTIVE, VALUES, MISINFORMATION -> REVIEW;
      case GORE, ABUSE_HATE, DISCRIMINATION -> input ? REVIEW : BLOCK;
      case PRIVACY -> MASK;
      case PROMPT_ATTACK -> input ? BLOCK : PASS;
      case SPAM_AD -> PASS;
    };
  }
}
