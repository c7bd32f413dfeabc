package dev.sluice.archfixture.api;

import dev.sluice.archfixture.journey.JourneyThatKnowsTheApi;
import dev.sluice.archfixture.provider.HttpAdapter;
import jakarta.persistence.EntityManager;

public record EdgeThatKnowsAnAdapter(
    JourneyThatKnowsTheApi fine, HttpAdapter wrong, EntityManager wrongToo) {}
