-- Lets go of generations whose usage is on record. The entries want the epoch in which their row
-- was written: numbers of a later epoch go back to a sum that has the row in it, so whatever is
-- counted of it besides goes; numbers of the same or an earlier one must have it. ARGV: the entries.
-- One that others gave back, believing its instance dead, is counted again, since there is a row.
-- Yields the epoch; nothing where there is none.
if not epoch then return {} end
for _, e in ipairs(entries(1)) do
  local g = generation(e.id)
  if g and g.state == RELEASED then
    if epoch <= e.wanted then add(e.names, e, e.amounts, 0) end
    drop(e, 1, FINISHED)
  elseif g and g.state ~= FINISHED then
    local final = epoch > e.wanted and {0, 0, 0, 0} or e.amounts
    add(e.names, g, minus(final, g.amounts), -open_count(g))
    drop(e, g.restored, FINISHED)
  elseif not g and e.believed ~= epoch and epoch <= e.wanted then
    add(e.names, e, e.amounts, 0)
    drop(e, 1, FINISHED)
  end
end
write()
return {epoch}
