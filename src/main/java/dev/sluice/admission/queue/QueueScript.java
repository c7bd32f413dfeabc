package dev.sluice.admission.queue;

import dev.sluice.model.redis.LuaScript;

/**
 * One exchange between an instance and the queue of one alias. An instance has one on its way at a
 * time, and numbers them, so that one which comes late does nothing.
 *
 * <p>KEYS: the waiting (a sorted set; the score is the plan's number and the order of arrival);
 * when each came, and whose it is; places by owner; slots, with the time they were taken; slots
 * whose instance does not know yet; instances, each with the end of its lease and the number of its
 * last exchange; plans that wait, each with its number, its pass and its stride; counters.
 *
 * <p>ARGV: instance, number, {@code on} or {@code anew}, {@code all} or {@code none}, capacity,
 * lease ms, most waiting, places of one owner, ageing ms, count of ids that leave, count of slots
 * held; those ids; then for each that enters its id, owner, plan and stride. {@code anew} tells all
 * that the instance has, and whatever else is there of it goes.
 *
 * <p>Yields {@code stranger} where the instance is not known (any more) and must begin anew, {@code
 * late}, or {@code ok}, the milliseconds that one place takes, how many wait, what became of each
 * that entered ({@code slot}, {@code full}, {@code many}, or its place), the ids that were granted
 * a slot, and for {@code all} the ids and places of this instance's callers, separated by blanks.
 *
 * <p>The next slot goes to the plan with the least pass + stride (the stride being 1 / weight), and
 * there to whoever came first; so a plan's share is its weight's, and a place that is left costs
 * nobody anything. A plan that begins to wait starts at the pass of the last grant: having been
 * away saves up nothing. Every fourth slot goes to the oldest of all, once that has waited long.
 */
final class QueueScript {
  static final LuaScript EXCHANGE =
      new LuaScript(
          """
          local WAITING, ENTRIES, OWNERS, SLOTS, NEWS = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
          local INSTANCES, PLANS, STATE = KEYS[6], KEYS[7], KEYS[8]
          local me, number = ARGV[1], tonumber(ARGV[2])
          local capacity, ageing = tonumber(ARGV[5]), tonumber(ARGV[9])
          local leaving, holding = tonumber(ARGV[10]), tonumber(ARGV[11])
          local BAND = 1e12
          local FIRST = 12
          local t = redis.call('TIME')
          local now = t[1] * 1000 + math.floor(t[2] / 1000)
          local mark = '@' .. me

          local function int(value) return string.format('%.0f', value) end
          local function exact(value) return string.format('%.17g', value) end
          local function instanceOf(id) return string.sub(id, string.find(id, '@', 1, true) + 1) end
          local function mine(id) return string.sub(id, -#mark) == mark end
          local function bare(id) return string.sub(id, 1, -#mark - 1) end

          local function unplace(id)
            if redis.call('ZREM', WAITING, id) == 0 then return end
            local owner = string.match(redis.call('HGET', ENTRIES, id), '^%d+ (.*)$')
            redis.call('HDEL', ENTRIES, id)
            if redis.call('HINCRBY', OWNERS, owner, -1) <= 0 then
              redis.call('HDEL', OWNERS, owner)
            end
          end

          local function free(id)
            redis.call('HDEL', SLOTS, id)
            redis.call('HDEL', NEWS, id)
          end

          local function drop(gone)
            for _, id in ipairs(redis.call('ZRANGE', WAITING, 0, -1)) do
              if gone(id) then unplace(id) end
            end
            for _, id in ipairs(redis.call('HKEYS', SLOTS)) do
              if gone(id) then free(id) end
            end
          end

          -- the dead leave everything
          local alive, died = {}, false
          local known = redis.call('HGETALL', INSTANCES)
          for i = 1, #known, 2 do
            local expiry, last = string.match(known[i + 1], '(%d+) (%d+)')
            if tonumber(expiry) > now then
              alive[known[i]] = tonumber(last)
            else
              redis.call('HDEL', INSTANCES, known[i])
              died = true
            end
          end
          if died then drop(function(id) return not alive[instanceOf(id)] end) end

          if alive[me] and number <= alive[me] then return {'late'} end
          if not alive[me] and ARGV[3] ~= 'anew' then return {'stranger'} end
          redis.call('HSET', INSTANCES, me, int(now + ARGV[6]) .. ' ' .. int(number))

          local plans, byNumber = {}, {}
          local stored = redis.call('HGETALL', PLANS)
          for i = 1, #stored, 2 do
            local no, pass, stride = string.match(stored[i + 1], '(%S+) (%S+) (%S+)')
            plans[stored[i]] = {name = stored[i], no = tonumber(no), pass = tonumber(pass),
                                stride = tonumber(stride)}
            byNumber[tonumber(no)] = plans[stored[i]]
          end
          local function low(plan) return exact(plan.no * BAND) end
          local function high(plan) return '(' .. exact((plan.no + 1) * BAND) end
          local function length(plan) return redis.call('ZCOUNT', WAITING, low(plan), high(plan)) end
          local function save(plan)
            redis.call('HSET', PLANS, plan.name,
                       int(plan.no) .. ' ' .. exact(plan.pass) .. ' ' .. exact(plan.stride))
          end

          -- whoever begins anew says what is left of it
          local entering = FIRST + leaving + holding
          if ARGV[3] == 'anew' then
            local mentioned = {}
            for i = FIRST + leaving, entering - 1 do mentioned[ARGV[i] .. mark] = true end
            for i = entering, #ARGV, 4 do mentioned[ARGV[i] .. mark] = true end
            drop(function(id) return mine(id) and not mentioned[id] end)
            for i = FIRST + leaving, entering - 1 do
              local id = ARGV[i] .. mark
              unplace(id)
              redis.call('HSETNX', SLOTS, id, int(now))
              redis.call('HDEL', NEWS, id)
            end
          end

          local function learn(held)
            local seen = redis.call('HINCRBY', STATE, 'seen', 1)
            local mean = tonumber(redis.call('HGET', STATE, 'held') or held)
            mean = mean + (held - mean) * math.max(1 / seen, 0.05)
            redis.call('HSET', STATE, 'held', exact(mean))
          end

          for i = FIRST, FIRST + leaving - 1 do
            local id = ARGV[i] .. mark
            local since = redis.call('HGET', SLOTS, id)
            if since then
              if not redis.call('HGET', NEWS, id) then learn(now - since) end
              free(id)
            else
              unplace(id)
            end
          end

          -- free slots go to those who wait
          local function nextInLine()
            local best, oldest
            for _, plan in pairs(plans) do
              local head = redis.call('ZRANGEBYSCORE', WAITING, low(plan), high(plan),
                                      'WITHSCORES', 'LIMIT', 0, 1)
              if head[1] then
                local one = {id = head[1], plan = plan, seq = head[2] - plan.no * BAND,
                             finish = plan.pass + plan.stride}
                if not best or one.finish < best.finish
                    or one.finish == best.finish and one.seq < best.seq then
                  best = one
                end
                if not oldest or one.seq < oldest.seq then oldest = one end
              end
            end
            if best and redis.call('HINCRBY', STATE, 'grants', 1) % 4 == 0 then
              local came = string.match(redis.call('HGET', ENTRIES, oldest.id), '^%d+')
              if now - came >= ageing then return oldest, false end
            end
            return best, true
          end

          local taken = redis.call('HLEN', SLOTS)
          while taken < capacity do
            local one, regular = nextInLine()
            if not one then break end
            one.plan.pass = one.finish
            save(one.plan)
            if regular then redis.call('HSET', STATE, 'pass', exact(one.finish)) end
            unplace(one.id)
            redis.call('HSET', SLOTS, one.id, int(now))
            redis.call('HSET', NEWS, one.id, 1)
            taken = taken + 1
          end

          local function planOf(name, stride)
            local plan = plans[name]
            if not plan then
              plan = {name = name, no = #byNumber + 1, pass = 0}
              plans[name] = plan
              byNumber[plan.no] = plan
            end
            plan.stride = tonumber(stride)
            if length(plan) == 0 then
              plan.pass = math.max(plan.pass, tonumber(redis.call('HGET', STATE, 'pass') or 0))
            end
            save(plan)
            return plan
          end

          local waiting = redis.call('ZCARD', WAITING)
          local results, placed = {}, {}
          for i = entering, #ARGV, 4 do
            local id, owner = ARGV[i] .. mark, ARGV[i + 1]
            local score = redis.call('ZSCORE', WAITING, id)
            if redis.call('HEXISTS', SLOTS, id) == 1 then
              redis.call('HDEL', NEWS, id)
              results[#results + 1] = 'slot'
            elseif score then
              results[#results + 1] = ''
              placed[#results] = {id = id, plan = byNumber[math.floor(score / BAND)]}
            elseif waiting == 0 and taken < capacity then
              redis.call('HSET', SLOTS, id, int(now))
              taken = taken + 1
              results[#results + 1] = 'slot'
            elseif waiting >= tonumber(ARGV[7]) then
              results[#results + 1] = 'full'
            elseif tonumber(redis.call('HGET', OWNERS, owner) or 0) >= tonumber(ARGV[8]) then
              results[#results + 1] = 'many'
            else
              local plan = planOf(ARGV[i + 2], ARGV[i + 3])
              local seq = redis.call('HINCRBY', STATE, 'seq', 1)
              redis.call('ZADD', WAITING, exact(plan.no * BAND + seq), id)
              redis.call('HSET', ENTRIES, id, int(now) .. ' ' .. owner)
              redis.call('HINCRBY', OWNERS, owner, 1)
              waiting = waiting + 1
              results[#results + 1] = ''
              placed[#results] = {id = id, plan = plan}
            end
          end

          -- the place of the k-th of a plan: those of the others whose turn comes before
          for _, plan in pairs(plans) do plan.length = length(plan) end
          local function place(plan, k)
            local finish, ahead = plan.pass + k * plan.stride, k
            for _, other in pairs(plans) do
              if other ~= plan then
                local before = math.ceil((finish - other.pass) / other.stride) - 1
                ahead = ahead + math.max(0, math.min(other.length, before))
              end
            end
            return int(ahead)
          end
          for i, one in pairs(placed) do
            local score = redis.call('ZSCORE', WAITING, one.id)
            results[i] = place(one.plan, redis.call('ZCOUNT', WAITING, low(one.plan), score))
          end

          local all = {}
          if ARGV[4] == 'all' then
            local line = redis.call('ZRANGE', WAITING, 0, -1, 'WITHSCORES')
            local plan, k = nil, 0
            for i = 1, #line, 2 do
              local no = math.floor(line[i + 1] / BAND)
              if not plan or plan.no ~= no then plan, k = byNumber[no], 0 end
              k = k + 1
              if mine(line[i]) then
                all[#all + 1] = bare(line[i])
                all[#all + 1] = place(plan, k)
              end
            end
            redis.call('PEXPIRE', STATE, 604800000)
          end

          local granted = {}
          for _, id in ipairs(redis.call('HKEYS', NEWS)) do
            if mine(id) then
              redis.call('HDEL', NEWS, id)
              granted[#granted + 1] = bare(id)
            end
          end
          if waiting == 0 then
            redis.call('DEL', PLANS)
            redis.call('HDEL', STATE, 'seq', 'pass')
          end
          local pace = tonumber(redis.call('HGET', STATE, 'held') or 10000) / capacity
          return {'ok', exact(pace), waiting, results, granted, table.concat(all, ' ')}
          """);

  private QueueScript() {}
}
