-- Counts a generation at all its levels if every limit allows it, else nowhere. Without an id it
-- only looks. ARGV: id, lease ms, note, first day, starts (ms) of the second to fourth day, requests
-- input output money, the levels, then for each limit: level from 1, measure, period, most, and the
-- share in percent from which a warning is due.
-- Yields a word, epoch, day, second, mask, wait ms; then for each limit: used before, whether it
-- allows, ms until it would, ms until it is unused, whether to warn, how much was wanted.
if not epoch then return {'empty'} end
local id, lease, note = ARGV[1], tonumber(ARGV[2]), ARGV[3]
local looking = id == ''
local names = {ARGV[12], ARGV[13], ARGV[14], ARGV[15]}
fetch({
  'opens', 'g:' .. id, 'l:' .. names[1], 'l:' .. names[2], 'l:' .. names[3], 'l:' .. names[4]
})
local opens = get('opens', tonumber) or 0
if not looking and now < opens then return {'gathering', epoch, 0, 0, 0, opens - now} end

local day, day_ends = tonumber(ARGV[4]), tonumber(ARGV[5])
for ahead = 1, 2 do
  if now >= day_ends then
    day = tonumber(ARGV[4]) + ahead
    day_ends = tonumber(ARGV[5 + ahead])
  end
end
if now >= day_ends or now < tonumber(ARGV[5]) - 90000000 then return {'clock'} end

local need = {tonumber(ARGV[8]), tonumber(ARGV[9]), tonumber(ARGV[10]), tonumber(ARGV[11])}
local levels = {}
for n = 1, LEVELS do
  levels[n] = level(names[n])
  -- Where a day was counted that has not come yet, a clock was set back; that day goes on.
  day = math.max(day, levels[n][1])
end
for n = 1, LEVELS do
  if levels[n][1] < day then for i = 2, 5 do levels[n][i] = 0 end end
end

local known = not looking and generation(id)
local granting = not looking and not known

local function of(list, from, measure)
  if measure == TOKENS then return list[from + INPUT] + list[from + OUTPUT] end
  return list[from + measure]
end

local function minute(n, measure, most, wanted)
  local list, used = seconds(names[n]), 0
  for i = 1, #list, 5 do used = used + of(list, i, measure) end
  local wait, left = 0, used
  for i = 1, #list, 5 do
    if left + wanted <= most then break end
    left = left - of(list, i, measure)
    wait = (list[i] + WINDOW + 1) * 1000 - now
  end
  local unused = #list == 0 and 0 or (list[#list - 4] + WINDOW + 1) * 1000 - now
  return used, wait, unused
end

local reply = {'granted', epoch, day, second, 0, 0}
local mask, refused = 0, false
local warnings = {}
for at = 16, #ARGV, 5 do
  local n, measure, period = tonumber(ARGV[at]), tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  local most, share = tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
  local used, wait, unused, wanted = 0, 0, -1, 0
  if measure == CONCURRENT then
    used = levels[n][10]
    wanted = granting and 1 or 0
  else
    wanted = granting and of(need, 0, measure) or 0
    if period == MINUTE then
      used, wait, unused = minute(n, measure, most, wanted)
      mask = bit.bor(mask, bit.lshift(1, n - 1))
    elseif period == DAY then
      used = of(levels[n], 1, measure)
      wait, unused = day_ends - now, day_ends - now
    else
      used = of(levels[n], 5, measure)
    end
  end
  local allows = used + wanted <= most
  refused = refused or not allows
  local warn = granting and measure ~= CONCURRENT and period ~= MINUTE
      and (used + wanted) * 100 >= most * share
  if warn then
    local stamp = string.format('%d %d', period == DAY and day or 0, most)
    local field = 'a:' .. names[n] .. ':' .. measure .. ':' .. period
    warn = get(field, tostring) ~= stamp
    if warn then warnings[field] = stamp end
  end
  local r = #reply
  reply[r + 1], reply[r + 2], reply[r + 3] = used, allows and 1 or 0, wait
  reply[r + 4], reply[r + 5] = unused, warn and 1 or 0
  reply[r + 6] = wanted
end

if known then
  reply[3], reply[4], reply[5] = known.day, known.second, known.mask
  return reply
end
if looking then return reply end
if refused then
  reply[1] = 'refused'
  return reply
end
reply[5] = mask
local g = {
  state = OPEN, restored = 0, day = day, second = second, mask = mask,
  amounts = need, note = note
}
add(names, g, need, 1)
keep(id, g, lease)
for field, stamp in pairs(warnings) do put(field, stamp, tostring) end
write()
return reply
