-- Takes over generations whose instance renews them no more. ARGV: lease ms, how many at most.
-- Yields the epoch, then for each its id, its numbers, and what was noted; nothing where there is
-- no epoch.
-- Where nobody looked for half a lease, nobody could renew one either: whoever lives has the time
-- to do so before anything is taken. "looked" is when somebody did last, "spared" until when (ms)
-- nothing is taken.
if not epoch then return {} end
local reply = {epoch}
local lease = tonumber(ARGV[1])
fetch({'looked', 'spared'})
local looked, spared = get('looked', tonumber), get('spared', tonumber)
redis.call('HSET', state, 'looked', string.format('%.0f', now))
-- Not twice in a row: where looks always come late, something must be taken all the same.
local just_spared = looked and spared and spared > looked
if looked and now - looked > lease / 2 and not just_spared then
  redis.call('HSET', state, 'spared', string.format('%.0f', now + lease * 3 / 10))
  return reply
end
if spared and now < spared then return reply end
local ended = redis.call('ZRANGEBYSCORE', leases, '-inf', now, 'LIMIT', 0, tonumber(ARGV[2]))
for _, id in ipairs(ended) do
  local g = generation(id)
  if not g or is_over(g) then
    forget(id)
  else
    keep(id, g, lease)
    local a = g.amounts
    reply[#reply + 1] = id
    reply[#reply + 1] = string.format(
      '%d %d %d %d %d %d %d %d', g.state, g.day, g.second, g.mask, a[1], a[2], a[3], a[4])
    reply[#reply + 1] = g.note
  end
end
write()
return reply
