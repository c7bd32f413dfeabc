package dev.sluice.admission.launch.waitlist;

import dev.sluice.model.Sha256;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** What an applicant asks with how things stand: 192 random bits, of which a hash is kept. */
public final class Ticket {
  private static final Pattern TEXT = Pattern.compile("wt_[A-Za-z0-9_-]{32}");
  private static final int BYTES = 24;

  private final String text;

  private Ticket(String text) {
    this.text = text;
  }

  /** Draws a ticket; the source must be one whose numbers cannot be guessed. */
  static Ticket draw(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Ticket("wt_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Empty where the text cannot be a ticket. */
  public static Optional<Ticket> read(String text) {
    return Optional.of(text).filter(it -> TEXT.matcher(it).matches()).map(Ticket::new);
  }

  public String text() {
    return text;
  }

  String hash() {
    return Sha256.hex(text);
  }

  @Override
  public String toString() {
    return "wt_…";
  }
}
