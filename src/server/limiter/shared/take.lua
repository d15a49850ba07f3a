-- Takes all or nothing. ARGV[2]: the most a key may owe; then for each key what it would owe more. Answers with what
-- each owes after it, which says whether it was too much.
local most, after, fits = tonumber(ARGV[2]), {}, true
for i, key in ipairs(KEYS) do
    after[i] = debt(key) + tonumber(ARGV[i + 2])
    fits = fits and after[i] <= most
end
if fits then
    for i, key in ipairs(KEYS) do owe(key, after[i]) end
end
return after
