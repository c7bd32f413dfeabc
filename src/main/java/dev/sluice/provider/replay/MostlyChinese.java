package dev.sluice.provider.replay;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;

/** Guesses the language of a chat: Chinese where half of the last question's letters are Han. */
final class MostlyChinese {
  private MostlyChinese() {}

  static boolean is(ChatRequest request) {
    for (int i = request.messages().size() - 1; i >= 0; i--) {
      Message message = request.messages().get(i);
      if (message.role() == Message.Role.USER) {
        return is(message.text());
      }
    }
    return false;
  }

  static boolean is(String text) {
    long letters = text.codePoints().filter(Character::isLetter).count();
    long han =
        text.codePoints()
            .filter(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN)
            .count();
    return han > 0 && 2 * han >= letters;
  }
}
