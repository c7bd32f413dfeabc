package dev.sluice.model;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A function the model may call.
 *
 * @param parameters a JSON Schema object, empty where the caller gave none
 */
public record Tool(String name, String description, ObjectNode parameters) {}
