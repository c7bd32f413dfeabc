package dev.sluice.storage;

/**
 * How much of its storage an account uses.
 *
 * @param bytes of UTF-8
 */
public record Use(long bytes, Terms terms) {

  /** Whether nothing more fits and nothing is to go for it. */
  boolean isFull() {
    return terms.whenFull() == StorageConfig.WhenFull.REFUSE
        && terms.bytes().isPresent()
        && bytes >= terms.bytes().getAsLong();
  }
}
