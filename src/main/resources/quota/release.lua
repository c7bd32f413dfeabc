-- Gives reservations back, whole. ARGV: the entries; whoever gives back what another instance
-- reserved believes in no epoch, so that a mark is left. Yields the epoch; nothing where there is
-- none.
if not epoch then return {} end
for _, e in ipairs(entries(1)) do
  local g = generation(e.id)
  if g and g.state == OPEN then
    add(e.names, g, minus({0, 0, 0, 0}, g.amounts), -1)
    drop(e, g.restored, RELEASED)
  elseif not g and e.believed ~= epoch then
    drop(e, 1, FINISHED)
  end
end
write()
return {epoch}
