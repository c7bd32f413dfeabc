package dev.sluice.moderation;

/** Every vendor that could have judged is down or failed, and text must not pass unjudged. */
public final class NobodyJudged extends RuntimeException {
  private static final long serialVersionUID = 1;

  public NobodyJudged(String message) {
    super(message, null, false, false);
  }
}
