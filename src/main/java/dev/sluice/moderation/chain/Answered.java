package dev.sluice.moderation.chain;

import dev.sluice.moderation.vendor.Judgement;
import java.time.Duration;

/**
 * What a vendor answered to one call.
 *
 * @param start where the call's text began, in the whole text
 * @param length of the call's text, in UTF-16 units
 */
record Answered(int start, int length, Judgement judgement, Duration latency) {}
