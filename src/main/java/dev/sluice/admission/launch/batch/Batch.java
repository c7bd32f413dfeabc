package dev.sluice.admission.launch.batch;

/**
 * A part of those who shall be let in.
 *
 * @param number its place in the order of batches, from 1 on
 * @param cap how many accounts it may let in
 * @param admitted how many it has let in
 */
public record Batch(int number, String name, int cap, int admitted, BatchState state) {

  Batch in(BatchState next) {
    return new Batch(number, name, cap, admitted, next);
  }
}
