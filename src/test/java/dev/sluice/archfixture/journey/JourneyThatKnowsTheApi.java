package dev.sluice.archfixture.journey;

import dev.sluice.archfixture.api.EdgeThatKnowsAnAdapter;

public record JourneyThatKnowsTheApi(EdgeThatKnowsAnAdapter wrong) {}
