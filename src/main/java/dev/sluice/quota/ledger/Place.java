package dev.sluice.quota.ledger;

/**
 * Where a generation is counted: in the day and the second in which it began, by the ledger's
 * clock.
 *
 * @param epoch the rebuild that the numbers go back to; 0 where they are not in the ledger
 * @param day the date in the quota's zone, as days since 1970
 * @param second of the epoch of 1970
 * @param mask a bit for each level that counts by the second
 */
public record Place(long epoch, long day, long second, int mask) {

  public Place in(long otherEpoch) {
    return new Place(otherEpoch, day, second, mask);
  }
}
