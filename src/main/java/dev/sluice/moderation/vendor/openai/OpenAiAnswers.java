package dev.sluice.moderation.vendor.openai;

import dev.sluice.moderation.vendor.VendorAnswer;
import dev.sluice.moderation.vendor.VendorFailure;
import dev.sluice.moderation.vendor.VendorFailure.Kind;
import dev.sluice.moderation.vendor.wire.Answers;
import dev.sluice.moderation.vendor.wire.Reply;
import java.time.Clock;
import java.util.Optional;

/**
 * Answers and errors as OpenAI writes them, and all who copy its interface. A spent balance comes
 * as status 429 too, so the code counts more than the status.
 */
public final class OpenAiAnswers {
  private final Clock clock;

  public OpenAiAnswers(Clock clock) {
    this.clock = clock;
  }

  /** The answer's object; an error throws {@link VendorFailure}. */
  public Reply checked(VendorAnswer answer) {
    if (Answers.ok(answer)) {
      return Reply.of(answer);
    }
    String code = Reply.ofAny(answer).map(OpenAiAnswers::code).orElse("");
    Kind kind = kind(code).orElseGet(() -> Answers.kind(answer.status()));
    throw Answers.failure(kind, answer, code, clock);
  }

  /** Some copies leave the object around the error out, or write a sentence in its place. */
  private static String code(Reply reply) {
    try {
      Reply error = reply.optionalObject("error").orElse(reply);
      return error.optionalCode("code").or(() -> error.optionalCode("type")).orElse("");
    } catch (VendorFailure unreadable) {
      return "";
    }
  }

  /** Empty where the HTTP status has to tell. */
  private static Optional<Kind> kind(String code) {
    return Optional.ofNullable(
        switch (code) {
          case "insufficient_quota",
              "billing_hard_limit_reached",
              "billing_not_active",
              "account_deactivated",
              "invalid_api_key",
              "model_not_found" ->
              Kind.ACCOUNT;
          case "rate_limit_exceeded" -> Kind.THROTTLED;
          case "context_length_exceeded", "content_filter" -> Kind.UNFIT;
          case "server_error" -> Kind.RETRYABLE;
          default -> null;
        });
  }
}
