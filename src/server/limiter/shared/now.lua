-- The time in microseconds: Redis' own, so that instances whose clocks differ count by one. A test gives its own.
local now = tonumber(ARGV[1])
if not now then
    local time = redis.call('TIME')
    now = time[1] * 1000000 + time[2]
end
-- What a key owes: microseconds until its quota is whole again, at most two windows.
local function debt(key)
    local whole_at = tonumber(redis.call('GET', key) or nil)
    return whole_at and math.min(math.max(whole_at - now, 0), 120000000) or 0
end
local function owe(key, debt)
    if debt > 0 then
        -- Kept for longer than any debt.
        redis.call('SET', key, string.format('%.0f', now + debt), 'PX', 180000)
    else
        redis.call('DEL', key)
    end
end
