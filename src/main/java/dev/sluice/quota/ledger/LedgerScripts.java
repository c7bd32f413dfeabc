package dev.sluice.quota.ledger;

import dev.sluice.model.redis.LuaScript;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The steps of the ledger, each with what they have in common before it. */
final class LedgerScripts {
  final LuaScript reserve;
  final LuaScript settle;
  final LuaScript release;
  final LuaScript finish;
  final LuaScript claim;
  final LuaScript install;

  LedgerScripts() {
    String common = read("ledger");
    reserve = new LuaScript(common + read("reserve"));
    settle = new LuaScript(common + read("settle"));
    release = new LuaScript(common + read("release"));
    finish = new LuaScript(common + read("finish"));
    claim = new LuaScript(common + read("claim"));
    install = new LuaScript(common + read("install"));
  }

  private static String read(String name) {
    String path = "/quota/" + name + ".lua";
    try (InputStream script = LedgerScripts.class.getResourceAsStream(path)) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
