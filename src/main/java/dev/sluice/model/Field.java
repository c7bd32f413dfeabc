package dev.sluice.model;

/** The field of a choice that a delta's text belongs to; each is streamed and judged by itself. */
public enum Field {
  CONTENT("content"),
  REASONING("reasoning_content"),
  REFUSAL("refusal");

  private final String wireName;

  Field(String wireName) {
    this.wireName = wireName;
  }

  /** Its name in an OpenAI {@code delta} and in a {@code delta} event. */
  public String wireName() {
    return wireName;
  }
}
