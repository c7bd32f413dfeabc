package dev.sluice.model;

/** Why a choice ended, in the words of the OpenAI chat completion API. */
public enum FinishReason {
  STOP("stop"),
  LENGTH("length"),
  TOOL_CALLS("tool_calls"),
  CONTENT_FILTER("content_filter");

  private final String wireName;

  FinishReason(String wireName) {
    this.wireName = wireName;
  }

  /** Its value as {@code finish_reason}. */
  public String wireName() {
    return wireName;
  }
}
