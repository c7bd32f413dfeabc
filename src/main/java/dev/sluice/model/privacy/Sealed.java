package dev.sluice.model.privacy;

/**
 * A personal value as it is stored: encrypted, unreadable without the gateway's key set.
 *
 * @param text base64url without padding; names the key it was sealed with
 */
public record Sealed(String text) {}
