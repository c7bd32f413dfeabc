package dev.sluice.provider;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A conversation for protocols in which the two sides take turns: what one side says in a row
 * becomes a single turn of several blocks.
 */
public final class Turns {
  private final ArrayNode turns = JsonNodeFactory.instance.arrayNode();
  private final String blocksField;
  private String speaker = "";
  private ArrayNode said = turns;

  /**
   * @param blocksField the field that holds a turn's blocks
   */
  public Turns(String blocksField) {
    this.blocksField = blocksField;
  }

  /** Adds what the role says next; nothing where there is no block. */
  public void add(String role, ArrayNode blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    if (role.equals(speaker)) {
      said.addAll(blocks);
    } else {
      said = turns.addObject().put("role", role).putArray(blocksField).addAll(blocks);
      speaker = role;
    }
  }

  public ArrayNode json() {
    return turns;
  }
}
