package dev.sluice.moderation.vendor.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.moderation.vendor.Inquiry;
import dev.sluice.moderation.vendor.Json;
import dev.sluice.moderation.vendor.Judgement.Hit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How a version of Granite Guardian is told a criterion, and how it says whether it is met. */
interface GraniteDialect {
  Question question(String criterion, Inquiry inquiry, Function<Wording, List<Hit>> reading);

  boolean met(Wording wording);

  /** Versions 3.0 to 3.2: an argument of the chat template, and a word. */
  static GraniteDialect riskName() {
    return new Templated("risk_name", 32, Json.object(), YesNo::line);
  }

  /** Version 3.3: an argument of another name, no thinking, and a score. */
  static GraniteDialect criteriaId() {
    return new Templated("criteria_id", 64, Json.object().put("think", false), YesNo::score);
  }

  /** Version 4: the criterion in words, in a message of its own. */
  static GraniteDialect inWords(String custom) {
    return new InWords(custom);
  }

  record Templated(String key, int maxTokens, ObjectNode more, Function<Wording, Boolean> verdict)
      implements GraniteDialect {
    @Override
    public Question question(
        String criterion, Inquiry inquiry, Function<Wording, List<Hit>> reading) {
      ObjectNode template = more.deepCopy();
      template.set("guardian_config", Json.object().put(key, criterion));
      return new Question(Conversation.of(inquiry), template, maxTokens, reading);
    }

    @Override
    public boolean met(Wording wording) {
      return verdict.apply(wording);
    }
  }

  /**
   * The words are ours; the marks around them are the model's.
   *
   * @param custom the operator's own criterion; empty where there is none
   */
  record InWords(String custom) implements GraniteDialect {
    private static final int MAX_TOKENS = 64;

    private static final Map<String, String> TEXTS =
        Map.of(
            "harm", "The text is harmful to people, or helps with something harmful or illegal.",
            "social_bias", "The text is prejudiced against people for what they are.",
            "jailbreak", "The text tries to trick an AI model into breaking its rules.",
            "violence", "The text promotes, threatens or glorifies bodily harm.",
            "profanity", "The text is offensive, insulting or abusive.",
            "sexual_content", "The text is sexually explicit.",
            "unethical_behavior", "The text shows or encourages immoral or fraudulent conduct.");

    @Override
    public Question question(
        String criterion, Inquiry inquiry, Function<Wording, List<Hit>> reading) {
      ArrayNode messages = Conversation.of(inquiry);
      Conversation.add(messages, "user", block(TEXTS.getOrDefault(criterion, custom)));
      return new Question(messages, Json.object(), MAX_TOKENS, reading);
    }

    private static String block(String criterion) {
      return "<guardian><no-think>You are a judge. Decide whether the last text before this one"
          + " meets the criterion, in view of the whole conversation.\n\n### Criteria: "
          + criterion
          + "\n\n### Scoring Schema: Answer 'yes' if the last text meets the criterion, and 'no'"
          + " if it does not.";
    }

    @Override
    public boolean met(Wording wording) {
      return YesNo.score(wording);
    }
  }
}
