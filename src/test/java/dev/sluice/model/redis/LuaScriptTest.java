package dev.sluice.model.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.RedisFixture;
import io.vertx.redis.client.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

class LuaScriptTest {
  private final RedisFixture fixture = RedisFixture.get();

  @Test
  void shouldRunEachTime_whenRedisForgetsItsScripts() {
    LuaScript script = new LuaScript("return ARGV[1] .. KEYS[1]");

    assertThat(run(script, "a")).isEqualTo("ak");
    assertThat(run(script, "b")).isEqualTo("bk");
    fixture.send(Command.SCRIPT, "FLUSH");
    assertThat(run(script, "c")).isEqualTo("ck");
  }

  private String run(LuaScript script, String argument) {
    return script
        .run(fixture.timed(), List.of("k"), List.of(argument))
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .toString();
  }
}
