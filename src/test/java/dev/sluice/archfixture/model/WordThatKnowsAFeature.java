package dev.sluice.archfixture.model;

import dev.sluice.archfixture.quota.FeatureThatKnowsAnother;

record WordThatKnowsAFeature(FeatureThatKnowsAnother wrong) {}
