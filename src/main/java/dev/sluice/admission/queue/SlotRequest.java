package dev.sluice.admission.queue;

/**
 * What a caller waits for.
 *
 * @param alias the model alias, one of those configured
 * @param capacity how many slots the alias has, on all instances together
 * @param id the generation's; it names the place and then the slot
 * @param owner whose places are counted
 * @param plan whose share of the slots it takes
 */
public record SlotRequest(String alias, int capacity, String id, String owner, String plan) {
  public SlotRequest {
    if (capacity < 1) {
      throw new IllegalArgumentException("a queue needs a slot to wait for");
    }
  }
}
