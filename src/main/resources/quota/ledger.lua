-- What all scripts of the ledger begin with. One tenant lies in two keys of one hash slot:
-- KEYS[1], a hash:
--   epoch        which rebuild the numbers go back to; without it there are no numbers
--   opens        until when (ms) nothing is reserved after a rebuild
--   looked       when (ms) somebody last looked for leases that ended
--   spared       until when (ms) none of them is taken over
--   l:<level>    day, requests input output money of that day, the same four in total, open ones
--   w:<level>    requests input output money for each second of the last minute, newest last;
--                kept where a limit per minute asked for it
--   g:<id>       a generation: state, restored, day, second, mask, requests input output money as
--                they are counted; behind a line's end whatever the gateway noted
-- KEYS[2], a sorted set: generations by when (ms) their lease ends.
-- A generation counts in the day and the second in which it began, whenever it is settled. Its mask
-- has a bit for each level whose seconds count it.
local state, leases = KEYS[1], KEYS[2]
-- FINISHED and RELEASED are marks of generations that are not counted any more; of a released one a
-- row may come yet, where its instance lives and others thought it lost.
local OPEN, SETTLED, FINISHED, RELEASED = 1, 2, 3, 4
local REQUESTS, INPUT, OUTPUT, MONEY, TOKENS, CONCURRENT = 1, 2, 3, 4, 5, 6
local MINUTE, DAY = 1, 2
local LEVELS = 4
-- A second counts as long as any part of it is less than a minute ago.
local WINDOW = 60
local TOMBSTONE_MS = 600000
local RELEASED_MS = 86400000

local time = redis.call('TIME')
local second = tonumber(time[1])
local now = second * 1000 + math.floor(time[2] / 1000)
local epoch = tonumber(redis.call('HGET', state, 'epoch'))

local function numbers(text)
  local found = {}
  for number in string.gmatch(text or '', '%-?%d+') do found[#found + 1] = tonumber(number) end
  return found
end

-- Whole, never in exponents, which Redis would hand out otherwise.
local function text(list)
  local parts = {}
  for i = 1, #list do parts[i] = string.format('%.0f', list[i]) end
  return table.concat(parts, ' ')
end

local function level(name)
  local l = numbers(redis.call('HGET', state, 'l:' .. name))
  if #l == 0 then l = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0} end
  return l
end

-- The seconds that still count, as {second, requests, input, output, money}, oldest first.
local function seconds(name)
  local all = numbers(redis.call('HGET', state, 'w:' .. name))
  local living = {}
  for i = 1, #all, 5 do
    if all[i] >= second - WINDOW then
      living[#living + 1] = {all[i], all[i + 1], all[i + 2], all[i + 3], all[i + 4]}
    end
  end
  return living
end

local function keep_seconds(name, list)
  if #list == 0 then
    redis.call('HDEL', state, 'w:' .. name)
    return
  end
  local parts = {}
  for i = 1, #list do parts[i] = text(list[i]) end
  redis.call('HSET', state, 'w:' .. name, table.concat(parts, ' '))
end

local function add_second(name, at, more)
  if at < second - WINDOW then return end
  local list, place = seconds(name), 1
  while place <= #list and list[place][1] < at do place = place + 1 end
  if place > #list or list[place][1] ~= at then
    if more[1] < 1 then return end -- it was never counted here
    table.insert(list, place, {at, 0, 0, 0, 0})
  end
  for i = 1, 4 do list[place][i + 1] = list[place][i + 1] + more[i] end
  keep_seconds(name, list)
end

-- Counts more, or less, of one generation at all its levels. A day that is over is not counted any
-- more, and no day comes back.
local function add(names, began, more, open)
  for n = 1, LEVELS do
    local l = level(names[n])
    if began.day > l[1] then l = {began.day, 0, 0, 0, 0, l[6], l[7], l[8], l[9], l[10]} end
    for i = 1, 4 do
      if began.day == l[1] then l[1 + i] = l[1 + i] + more[i] end
      l[5 + i] = l[5 + i] + more[i]
    end
    l[10] = l[10] + open
    redis.call('HSET', state, 'l:' .. names[n], text(l))
    if bit.band(began.mask, bit.lshift(1, n - 1)) ~= 0 then
      add_second(names[n], began.second, more)
    end
  end
end

local function generation(id)
  local kept = redis.call('HGET', state, 'g:' .. id)
  if not kept then return nil end
  local line = string.find(kept, '\n', 1, true)
  local n = numbers(string.sub(kept, 1, line - 1))
  return {
    state = n[1], restored = n[2], day = n[3], second = n[4], mask = n[5],
    amounts = {n[6], n[7], n[8], n[9]}, note = string.sub(kept, line + 1)
  }
end

local function keep(id, g, lease)
  local a = g.amounts
  local head = text({g.state, g.restored, g.day, g.second, g.mask, a[1], a[2], a[3], a[4]})
  redis.call('HSET', state, 'g:' .. id, head .. '\n' .. g.note)
  redis.call('ZADD', leases, string.format('%.0f', now + lease), id)
end

local function forget(id)
  redis.call('HDEL', state, 'g:' .. id)
  redis.call('ZREM', leases, id)
end

-- Ends the entry of a generation. One that lived in several epochs leaves a mark for a while, so
-- that a command which was long on its way does not bring it back.
local function drop(e, restored, state)
  if restored == 0 and e.believed == epoch then
    forget(e.id)
  else
    local mark = {state = state, restored = 1, day = 0, second = 0, mask = 0, note = ''}
    mark.amounts = {0, 0, 0, 0}
    keep(e.id, mark, state == RELEASED and RELEASED_MS or TOMBSTONE_MS)
  end
end

local function is_over(g) return g.state == FINISHED or g.state == RELEASED end

local function minus(a, b)
  return {a[1] - b[1], a[2] - b[2], a[3] - b[3], a[4] - b[4]}
end

local function open_count(g) return g.state == OPEN and 1 or 0 end

-- The generations that a batch is about, from that argument on, fifteen arguments each.
local ENTRY = 15
local function entry(at)
  local a = ARGV
  return {
    id = a[at], believed = tonumber(a[at + 1]), wanted = tonumber(a[at + 2]),
    day = tonumber(a[at + 3]), second = tonumber(a[at + 4]), mask = tonumber(a[at + 5]),
    amounts = {tonumber(a[at + 6]), tonumber(a[at + 7]), tonumber(a[at + 8]), tonumber(a[at + 9])},
    note = a[at + 10], names = {a[at + 11], a[at + 12], a[at + 13], a[at + 14]}
  }
end
