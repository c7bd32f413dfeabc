package dev.sluice.moderation.input;

import dev.sluice.model.Message.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * The last messages of a conversation, joined in the ways in which a word may be split over them:
 * with and without the assistant's turns between, with and without a space. Of long messages only
 * the ends count, so that the work stays bounded.
 */
final class Turns {
  /** How many messages a word may be split over. */
  static final int LAST = 16;

  /** Longer than any listed word with its gaps. */
  static final int EDGE = 256;

  private Turns() {}

  static List<JoinedText> joined(List<InputText> texts) {
    List<InputText> turns = last(texts.stream().filter(text -> text.spoken() > 0).toList());
    List<InputText> others =
        last(turns.stream().filter(turn -> turn.role().orElse(null) != Role.ASSISTANT).toList());
    List<JoinedText> all = new ArrayList<>();
    for (String separator : List.of("", " ")) {
      join(turns, separator, all);
      if (others.size() < turns.size()) {
        join(others, separator, all);
      }
    }
    return all;
  }

  private static List<InputText> last(List<InputText> turns) {
    return turns.subList(Math.max(0, turns.size() - LAST), turns.size());
  }

  private static void join(List<InputText> turns, String separator, List<JoinedText> all) {
    JoinedText open = new JoinedText();
    for (InputText turn : turns) {
      open.separate(separator);
      if (turn.spoken() <= 2 * EDGE) {
        open.add(turn, 0, turn.spoken());
      } else {
        open.add(turn, 0, whole(turn, EDGE));
        all.add(open);
        open = new JoinedText();
        open.add(turn, whole(turn, turn.spoken() - EDGE), turn.spoken());
      }
    }
    all.add(open);
  }

  /** The position, or the one behind, so that no surrogate pair is split. */
  private static int whole(InputText turn, int position) {
    return Character.isLowSurrogate(turn.text().charAt(position)) ? position + 1 : position;
  }
}
