package dev.sluice.archfixture.provider;

public record HttpAdapter() {}
