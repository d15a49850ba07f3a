-- Makes each key owe more or less, without asking. ARGV[2]: the most a key can owe.
for i, key in ipairs(KEYS) do
    owe(key, math.min(debt(key) + tonumber(ARGV[i + 2]), tonumber(ARGV[2])))
end
