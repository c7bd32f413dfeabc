/**
 * A house in small that breaks each rule of {@link dev.sluice.ArchitectureTest} once. Never used
 * otherwise.
 */
package dev.sluice.archfixture;
