-- Takes over generations whose instance renews them no more. ARGV: lease ms, how many at most.
-- Yields the epoch, then for each its id, its numbers, and what was noted; nothing where there is
-- no epoch.
if not epoch then return {} end
local reply = {epoch}
local ended = redis.call('ZRANGEBYSCORE', leases, '-inf', now, 'LIMIT', 0, tonumber(ARGV[2]))
for _, id in ipairs(ended) do
  local g = generation(id)
  if not g or g.state == FINISHED then
    forget(id)
  else
    keep(id, g, tonumber(ARGV[1]))
    local a = g.amounts
    reply[#reply + 1] = id
    reply[#reply + 1] = text({g.state, g.day, g.second, g.mask, a[1], a[2], a[3], a[4]})
    reply[#reply + 1] = g.note
  end
end
return reply
