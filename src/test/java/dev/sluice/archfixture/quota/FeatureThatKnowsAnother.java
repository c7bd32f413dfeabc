package dev.sluice.archfixture.quota;

import dev.sluice.archfixture.provider.HttpAdapter;

public record FeatureThatKnowsAnother(HttpAdapter wrong) {}
