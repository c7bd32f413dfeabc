package dev.sluice.journey.replay;

import dev.sluice.model.redis.LuaScript;

/**
 * The steps of a log that must be whole or not at all. Keys are {@code meta} and {@code log} of one
 * generation; every step may be repeated without harm.
 */
final class LogScripts {

  /** ARGV: account, instance, ttl ms, first entry. 1 when begun (also by an earlier try). */
  static final LuaScript BEGIN =
      new LuaScript(
          """
          local m = redis.call('HMGET', KEYS[1], 'instance', 'last')
          if m[1] then
            if m[1] == ARGV[2] and m[2] == '1' then return 1 end
            return 0
          end
          redis.call('DEL', KEYS[2])
          redis.call('HSET', KEYS[1], 'account', ARGV[1], 'instance', ARGV[2], 'last', 1)
          redis.call('XADD', KEYS[2], '1-0', 'e', ARGV[4])
          redis.call('PEXPIRE', KEYS[1], ARGV[3])
          redis.call('PEXPIRE', KEYS[2], ARGV[3])
          return 1
          """);

  /**
   * ARGV: ttl ms, events to keep, number of the first entry given, "1" when the last one given is
   * the end, entries. Entries that are there already are skipped. Yields the last number, or -1: no
   * log, -2: ended by somebody else, -3: earlier entries were lost.
   */
  static final LuaScript APPEND =
      new LuaScript(
          """
          local m = redis.call('HMGET', KEYS[1], 'last', 'ended')
          if not m[1] then return -1 end
          if m[2] == 'elsewhere' then return -2 end
          local last, first = tonumber(m[1]), tonumber(ARGV[3])
          if first > last + 1 then return -3 end
          for i = 5, #ARGV do
            local number = first + i - 5
            if number > last then
              local id = string.format('%.0f-0', number)
              redis.call('XADD', KEYS[2], 'MAXLEN', '~', ARGV[2], id, 'e', ARGV[i])
              last = number
            end
          end
          redis.call('HSET', KEYS[1], 'last', string.format('%.0f', last))
          if ARGV[4] == '1' then redis.call('HSET', KEYS[1], 'ended', 'writer') end
          redis.call('PEXPIRE', KEYS[1], ARGV[1])
          redis.call('PEXPIRE', KEYS[2], ARGV[1])
          return last
          """);

  /**
   * ARGV: the last number that the closer saw, 0 for any; the end. For those who are not the
   * writer: afterwards the writer can append no more. 1 when this call ended the log.
   */
  static final LuaScript CLOSE =
      new LuaScript(
          """
          local m = redis.call('HMGET', KEYS[1], 'last', 'ended')
          if not m[1] or m[2] then return 0 end
          if ARGV[1] ~= '0' and ARGV[1] ~= m[1] then return 0 end
          local last = string.format('%.0f', tonumber(m[1]) + 1)
          redis.call('XADD', KEYS[2], last .. '-0', 'e', ARGV[2])
          redis.call('HSET', KEYS[1], 'last', last, 'ended', 'elsewhere')
          redis.call('PEXPIRE', KEYS[2], redis.call('PTTL', KEYS[1]))
          return 1
          """);

  private LogScripts() {}
}
