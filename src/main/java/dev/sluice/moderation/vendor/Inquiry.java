package dev.sluice.moderation.vendor;

import dev.sluice.model.Direction;
import java.util.Optional;

/**
 * What a vendor is asked.
 *
 * @param text to be judged: whatever of {@code before} the vendor needs again stands in it already,
 *     and it is no longer than the vendor takes
 * @param prompt what the caller asked, for vendors that judge answers by it; empty for inputs and
 *     where there is none
 * @param sessionId the same for all passages of one text, 32 hex digits, tells nothing
 * @param issued what the vendor answered the last passage with ({@link Judgement#session})
 * @param first the first passage of this text that this vendor sees
 * @param last nothing follows
 * @param account a hash of who asked, 32 hex digits
 */
public record Inquiry(
    String text,
    Direction direction,
    String prompt,
    String sessionId,
    Optional<String> issued,
    boolean first,
    boolean last,
    String account) {}
