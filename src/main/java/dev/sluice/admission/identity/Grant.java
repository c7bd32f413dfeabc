package dev.sluice.admission.identity;

import java.time.Instant;

/**
 * That somebody may read one identity in clear for a while. Never holds the value.
 *
 * @param id sortable by time, {@code idg_} and lower-case hexadecimal digits
 * @param account whose identity it is
 * @param grantedTo who may read it, as {@code tenant/account}
 */
public record Grant(
    String id,
    String tenant,
    String identity,
    String account,
    String grantedTo,
    String reason,
    String ticket,
    Instant grantedAt,
    Instant expiresAt) {}
