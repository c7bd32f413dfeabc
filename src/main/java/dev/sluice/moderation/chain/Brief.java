package dev.sluice.moderation.chain;

import dev.sluice.model.Span;
import dev.sluice.moderation.vendor.Inquiry;
import java.util.List;
import java.util.Optional;

/**
 * What one vendor is to be asked about one passage.
 *
 * @param pieces where the calls' texts lie in the whole text, in order
 * @param inOrder whether each call must wait for the one before, since the vendor joins them
 */
record Brief(
    Memory memory, VendorSession session, List<Span> pieces, boolean inOrder, boolean last) {

  /**
   * @param issued what the vendor answered the call before with
   */
  Inquiry inquiry(int index, Optional<String> issued) {
    Span piece = pieces.get(index);
    return memory.inquiry(
        piece,
        session.number(),
        issued,
        index == 0 && !session.begun(),
        last && index == pieces.size() - 1);
  }
}
