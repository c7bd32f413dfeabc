-- Brings generations to what they are known to have taken, and renews their leases. One that a
-- rebuild lost is counted anew; one that is settled never goes back. ARGV: lease ms, then the
-- entries, which want a state. Yields for each the epoch it is counted in, 0 where it has ended.
if not epoch then return {} end
local lease = tonumber(ARGV[1])
local reply = {}
for _, e in ipairs(entries(2)) do
  local g = generation(e.id)
  local counted = epoch
  if not g and e.believed ~= epoch then
    g = {
      state = e.wanted, restored = 1, day = e.day, second = e.second, mask = e.mask,
      amounts = e.amounts, note = e.note
    }
    add(e.names, e, e.amounts, open_count(g))
    keep(e.id, g, lease)
  elseif not g or is_over(g) then
    counted = 0
  else
    if g.state < e.wanted then
      add(e.names, g, minus(e.amounts, g.amounts), -open_count(g))
      g.state, g.amounts = e.wanted, e.amounts
    end
    if g.state == e.wanted then g.note = e.note end
    keep(e.id, g, lease)
  end
  reply[#reply + 1] = counted
end
write()
return reply
