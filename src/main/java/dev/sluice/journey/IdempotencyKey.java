package dev.sluice.journey;

/**
 * A caller's promise that a repeat means the same generation.
 *
 * @param key as the caller sent it, at most 255 ASCII characters
 * @param bodyHash a digest of the body it came with
 */
public record IdempotencyKey(String key, String bodyHash) {}
