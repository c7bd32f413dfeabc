-- What all scripts of the ledger begin with. One tenant lies in two keys of one hash slot:
-- KEYS[1], a hash:
--   epoch        which rebuild the numbers go back to; without it there are no numbers
--   opens        until when (ms) nothing is reserved after a rebuild
--   looked       when (ms) somebody last looked for leases that ended
--   spared       until when (ms) none of them is taken over
--   l:<level>    day, requests input output money of that day, the same four in total, open ones
--   s:<level>    second, requests input output money for each second of the last minute, newest
--                last, packed; kept where a limit per minute asked for it
--   g:<id>       a generation: state, restored, day, second, mask, requests input output money as
--                they are counted; behind a line's end whatever the gateway noted
--   a:<level>:<measure>:<period>  the day and the limit that was last warned of
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

-- A script reads what it needs of the hash once and works on copies; write(), its last step, writes
-- each that changed once. A batch of a thousand generations of one caller writes four levels.
local kept, copies, forms, changed = {}, {}, {}, {}
local leased, lease_ends = {}, {}

local function fetch(fields)
  local found = redis.call('HMGET', state, unpack(fields))
  for i = 1, #fields do kept[fields[i]] = found[i] end
end

local function get(field, read)
  local copy = copies[field]
  if copy == nil then
    if kept[field] == nil then fetch({field}) end
    copy = kept[field] and read(kept[field])
    copies[field] = copy
  end
  return copy
end

-- The form makes a text of the copy; without one the field goes.
local function put(field, copy, form)
  if forms[field] == nil then changed[#changed + 1] = field end
  copies[field], forms[field] = copy or false, form or false
end

local function lease_until(id, ends)
  if lease_ends[id] == nil then leased[#leased + 1] = id end
  lease_ends[id] = ends
end

local function write()
  local set, gone, renewed, ended = {}, {}, {}, {}
  for _, field in ipairs(changed) do
    local form = forms[field]
    if form then
      set[#set + 1] = field
      set[#set + 1] = form(copies[field])
    else
      gone[#gone + 1] = field
    end
  end
  for _, id in ipairs(leased) do
    if lease_ends[id] then
      renewed[#renewed + 1] = string.format('%.0f', lease_ends[id])
      renewed[#renewed + 1] = id
    else
      ended[#ended + 1] = id
    end
  end
  if #set > 0 then redis.call('HSET', state, unpack(set)) end
  if #gone > 0 then redis.call('HDEL', state, unpack(gone)) end
  if #renewed > 0 then redis.call('ZADD', leases, unpack(renewed)) end
  if #ended > 0 then redis.call('ZREM', leases, unpack(ended)) end
end

local function numbers(text, pattern)
  local found = {string.match(text, pattern)}
  for i = 1, #found do found[i] = tonumber(found[i]) end
  return found
end

local LEVEL = '%d' .. string.rep(' %d', 9)
local A_LEVEL = '(%-?%d+)' .. string.rep(' (%-?%d+)', 9)
local GENERATION = '%d' .. string.rep(' %d', 8)
local A_GENERATION = '(%-?%d+)' .. string.rep(' (%-?%d+)', 8) .. '\n()'

local function read_level(text) return numbers(text, A_LEVEL) end

local function level(name)
  local field = 'l:' .. name
  local l = get(field, read_level)
  if not l then
    l = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
    copies[field] = l
  end
  return l
end

local function level_text(l) return string.format(LEVEL, unpack(l)) end

-- The seconds that still count: second, requests, input, output, money of each in turn, oldest first.
local function seconds(name)
  local field = 's:' .. name
  local all = get(field, cmsgpack.unpack) or {}
  if #all == 0 or all[1] >= second - WINDOW then return all end
  local living = {}
  for i = 1, #all, 5 do
    if all[i] >= second - WINDOW then
      for j = i, i + 4 do living[#living + 1] = all[j] end
    end
  end
  copies[field] = living
  return living
end

local function add_second(name, at, more)
  if at < second - WINDOW then return end
  local list, place = seconds(name), 1
  while place <= #list and list[place] < at do place = place + 5 end
  if list[place] ~= at then
    if more[1] < 1 then return end -- it was never counted here
    for i, number in ipairs({at, 0, 0, 0, 0}) do table.insert(list, place + i - 1, number) end
  end
  for i = 1, 4 do list[place + i] = list[place + i] + more[i] end
  put('s:' .. name, list, cmsgpack.pack)
end

-- Counts more, or less, of one generation at all its levels. A day that is over is not counted any
-- more, and no day comes back.
local function add(names, began, more, open)
  if open == 0 and more[1] == 0 and more[2] == 0 and more[3] == 0 and more[4] == 0 then return end
  for n = 1, LEVELS do
    local l = level(names[n])
    if began.day > l[1] then l = {began.day, 0, 0, 0, 0, l[6], l[7], l[8], l[9], l[10]} end
    for i = 1, 4 do
      if began.day == l[1] then l[1 + i] = l[1 + i] + more[i] end
      l[5 + i] = l[5 + i] + more[i]
    end
    l[10] = l[10] + open
    put('l:' .. names[n], l, level_text)
    if bit.band(began.mask, bit.lshift(1, n - 1)) ~= 0 then
      add_second(names[n], began.second, more)
    end
  end
end

local function read_generation(text)
  local n = numbers(text, A_GENERATION)
  return {
    state = n[1], restored = n[2], day = n[3], second = n[4], mask = n[5],
    amounts = {n[6], n[7], n[8], n[9]}, note = string.sub(text, n[10])
  }
end

local function generation(id) return get('g:' .. id, read_generation) end

local function generation_text(g)
  local a = g.amounts
  return string.format(GENERATION, g.state, g.restored, g.day, g.second, g.mask, a[1], a[2], a[3],
    a[4]) .. '\n' .. g.note
end

local function keep(id, g, lease)
  put('g:' .. id, g, generation_text)
  lease_until(id, now + lease)
end

local function forget(id)
  put('g:' .. id)
  lease_until(id, false)
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
local function entries(from)
  local list, fields, a = {}, {}, ARGV
  for at = from, #a, ENTRY do
    fields[#fields + 1] = 'g:' .. a[at]
    list[#list + 1] = {
      id = a[at], believed = tonumber(a[at + 1]), wanted = tonumber(a[at + 2]),
      day = tonumber(a[at + 3]), second = tonumber(a[at + 4]), mask = tonumber(a[at + 5]),
      amounts = {tonumber(a[at + 6]), tonumber(a[at + 7]), tonumber(a[at + 8]), tonumber(a[at + 9])},
      note = a[at + 10], names = {a[at + 11], a[at + 12], a[at + 13], a[at + 14]}
    }
  end
  if #fields > 0 then fetch(fields) end
  return list
end
