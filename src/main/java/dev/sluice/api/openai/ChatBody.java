package dev.sluice.api.openai;

import dev.sluice.model.ChatRequest;

/**
 * A chat completion body, read and validated.
 *
 * @param stream whether the caller wants chunks
 * @param includeUsage whether it wants a usage chunk with them
 */
public record ChatBody(ChatRequest request, boolean stream, boolean includeUsage) {}
