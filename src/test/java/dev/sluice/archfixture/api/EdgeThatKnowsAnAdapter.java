package dev.sluice.archfixture.api;

import dev.sluice.archfixture.journey.JourneyThatKnowsTheApi;
import dev.sluice.archfixture.provider.HttpAdapter;
import io.vertx.mutiny.sqlclient.Pool;

public record EdgeThatKnowsAnAdapter(
    JourneyThatKnowsTheApi fine, HttpAdapter wrong, Pool wrongToo) {}
