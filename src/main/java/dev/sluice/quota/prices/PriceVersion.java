package dev.sluice.quota.prices;

import java.time.Instant;

/**
 * A published price table; it never changes.
 *
 * @param publishedBy as {@code tenant/account}
 * @param prices how many it has
 */
public record PriceVersion(
    int number, Instant publishedAt, String publishedBy, String note, int prices) {}
