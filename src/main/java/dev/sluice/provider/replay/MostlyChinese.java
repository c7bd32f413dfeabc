package dev.sluice.provider.replay;

import dev.sluice.model.ChatRequest;

/** Guesses the language of a chat: Chinese where half of the last question's letters are Han. */
final class MostlyChinese {
  private MostlyChinese() {}

  static boolean is(ChatRequest request) {
    return is(request.prompt());
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
