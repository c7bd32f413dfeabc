package dev.sluice.moderation.vendor.guard;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.moderation.vendor.Judgement.Hit;
import java.util.List;
import java.util.function.Function;

/**
 * One call of a guard model.
 *
 * @param template arguments of its chat template; may be empty
 * @param maxTokens more than its answer ever has
 * @param reading makes hits of its words; throws a failure where they decide nothing
 */
record Question(
    ArrayNode messages, ObjectNode template, int maxTokens, Function<Wording, List<Hit>> reading) {}
