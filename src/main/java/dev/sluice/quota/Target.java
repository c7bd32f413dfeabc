package dev.sluice.quota;

/**
 * Whose model answers, by which prices are found.
 *
 * @param provider the provider's configured id
 * @param upstreamModel the provider's own name for the model
 */
public record Target(String provider, String upstreamModel) {}
