package dev.sluice.standalone;

/**
 * The gateway cannot start, and an operator can do something about it. The message is the one
 * sentence they are shown, so it names what to change.
 */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StartRefused(String sentence) {
    super(sentence);
  }

  StartRefused(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
