package dev.sluice.model;

/** How free the model is to call tools. */
public sealed interface ToolChoice {
  ToolChoice AUTO = new Auto();

  record Auto() implements ToolChoice {}

  record None() implements ToolChoice {}

  record Required() implements ToolChoice {}

  record Named(String function) implements ToolChoice {}
}
