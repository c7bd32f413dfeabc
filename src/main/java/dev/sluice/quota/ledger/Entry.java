package dev.sluice.quota.ledger;

/**
 * A generation as the ledger keeps it.
 *
 * @param amounts what is, or is to be, counted
 * @param note what an instance that takes it over must know
 */
public record Entry(
    String id, Levels levels, Place place, State state, Amounts amounts, String note) {

  public Entry with(Amounts others) {
    return new Entry(id, levels, place, state, others, note);
  }

  /** Believed to be counted in that epoch. */
  public Entry of(long epoch) {
    return new Entry(id, levels, place.in(epoch), state, amounts, note);
  }

  /** How far it is. */
  public enum State {
    OPEN(1),
    SETTLED(2);

    final int code;

    State(int code) {
      this.code = code;
    }

    static State of(long code) {
      return code == OPEN.code ? OPEN : SETTLED;
    }
  }
}
