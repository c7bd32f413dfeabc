-- Puts rebuilt numbers in force unless others did: KEYS[3] holds them. ARGV: epoch, for how many ms
-- nothing is reserved, so that living instances can bring back what they hold. Yields the epoch in
-- force.
if epoch then
  redis.call('DEL', KEYS[3])
  return epoch
end
redis.call('HSET', KEYS[3], 'epoch', ARGV[1], 'opens', string.format('%.0f', now + tonumber(ARGV[2])))
redis.call('PERSIST', KEYS[3])
redis.call('RENAME', KEYS[3], state)
redis.call('DEL', leases)
return tonumber(ARGV[1])
