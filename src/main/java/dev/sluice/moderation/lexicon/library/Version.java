package dev.sluice.moderation.lexicon.library;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * A published version of the word list; it never changes.
 *
 * @param number from 1, without gaps
 * @param submitter who handed it in, as {@code tenant/account}
 * @param approver who let it out, as {@code tenant/account}
 * @param restores the older version whose entries it holds again, where it is a return to one
 * @param entries how many it has, whether valid by now or not
 */
public record Version(
    int number,
    Instant publishedAt,
    String submitter,
    String approver,
    String note,
    OptionalInt restores,
    int entries) {}
