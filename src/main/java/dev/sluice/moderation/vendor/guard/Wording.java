package dev.sluice.moderation.vendor.guard;

import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.wire.Reply;
import java.util.List;

/**
 * What a guard model wrote. Its words may repeat the judged text, so no failure quotes them.
 *
 * @param ended whether it ended by itself, and not at the limit of its tokens
 */
record Wording(String text, boolean ended) {

  static Wording of(Reply completion) {
    List<Reply> choices = completion.objects("choices");
    if (choices.size() != 1) {
      throw completion.unreadable("choices");
    }
    Reply choice = choices.get(0);
    String text = choice.object("message").text("content").strip();
    return switch (choice.text("finish_reason")) {
      case "stop", "eos_token" -> new Wording(text, true);
      case "length" -> new Wording(text, false);
      default -> throw choice.unreadable("finish_reason");
    };
  }

  /** All of it; of what was cut off nobody knows how it goes on. */
  String whole() {
    if (!ended) {
      throw undecided();
    }
    return text;
  }

  /** Its first line, which is whole where another follows. */
  String firstLine() {
    String first = text.lines().findFirst().orElse("").strip();
    if (!ended && !text.contains("\n")) {
      throw undecided();
    }
    return first;
  }

  static VendorFailure undecided() {
    return Reply.failure("a guard model that gave no verdict");
  }
}
