package dev.sluice.moderation.vendor;

import java.util.Map;

/**
 * What came back.
 *
 * @param headers names in lower case; of several of one name the first
 * @param body at most 1 MiB
 */
public record VendorAnswer(int status, Map<String, String> headers, byte[] body) {}
