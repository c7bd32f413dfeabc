package dev.sluice.moderation.input;

import dev.sluice.model.ChatRequest;
import dev.sluice.model.Message;
import dev.sluice.model.Message.Role;
import dev.sluice.model.Refusal;
import dev.sluice.moderation.ModerationConfig;
import dev.sluice.moderation.ModerationConfig.Alias;
import dev.sluice.moderation.ModerationConfig.Images;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds an input to what its model alias allows; whatever is wrong is refused by its field. */
@ApplicationScoped
class InputBounds {
  private final ModerationConfig config;

  InputBounds(ModerationConfig config) {
    this.config = config;
  }

  /**
   * @param texts all texts of the request
   * @throws Refusal.Invalid naming the field
   */
  void check(ChatRequest request, List<InputText> texts) {
    Optional<Alias> alias = Optional.ofNullable(config.aliases().get(request.model()));
    boolean instructions = alias.map(Alias::systemMessages).orElse(true);
    for (int i = 0; i < request.messages().size(); i++) {
      Message message = request.messages().get(i);
      String path = "messages[" + i + "]";
      if (!instructions && (message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER)) {
        throw wrong(path + ".role", "must not be 'system' or 'developer' for this model.");
      }
      refuseImages(message, path);
    }
    texts.forEach(InputBounds::refuseControls);
    length(
        alias
            .map(Alias::maxInputChars)
            .filter(it -> it.isPresent())
            .map(it -> it.getAsInt())
            .orElse(config.input().maxChars()),
        texts);
  }

  /** No vendor that we speak to is shown pictures, so nobody could judge them. */
  private void refuseImages(Message message, String path) {
    boolean shows = message.content().stream().anyMatch(Message.Image.class::isInstance);
    if (shows && config.input().images() == Images.REFUSE) {
      throw wrong(path + ".content", "has an image, which cannot be checked and is not allowed.");
    }
  }

  /** They have no meaning in text, but hide words from whoever reads it. */
  private static void refuseControls(InputText text) {
    if (text.text().chars().anyMatch(InputBounds::isControl)) {
      throw wrong(text.field(), "has a control character in it.");
    }
  }

  private static boolean isControl(int c) {
    return c == 0x7f || c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  }

  private static void length(int most, List<InputText> texts) {
    Map<String, Integer> lengths = new LinkedHashMap<>();
    int total = 0;
    for (InputText text : texts) {
      int length = text.text().codePointCount(0, text.text().length());
      lengths.merge(text.field().replaceFirst("\\[.*", ""), length, Integer::sum);
      total += length;
    }
    if (total > most) {
      String longest =
          lengths.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
      throw wrong(longest, "is too long: all text together may have " + most + " characters.");
    }
  }

  private static Refusal wrong(String field, String what) {
    return Refusal.Invalid.parameter(field, "'" + field + "' " + what);
  }
}
