-- One write: everything that it needs is checked, and then all of it is done, or nothing.
--
-- ARGV[1] is JSON. `needs` holds {key, field, value, ...}: the field has one of the values, where a missing one is "".
-- Answers the places of unmet needs, each with the value that is there.
local asked = cjson.decode(ARGV[1])

local unmet = {}
for place, need in ipairs(asked.needs) do
    local value = redis.call('HGET', need[1], need[2]) or ''
    local met = false
    for i = 3, #need do
        met = met or need[i] == value
    end
    if not met then
        unmet[#unmet + 1] = tostring(place - 1)
        unmet[#unmet + 1] = value
    end
end
if #unmet > 0 then
    return unmet
end

local own = {}

-- {'LATEST', key, field, rank, value}: sets the field unless the rank before its value is as high.
function own.LATEST(key, field, rank, value)
    local known = redis.call('HGET', key, field)
    if not known or string.sub(known, 1, #rank) < rank then
        redis.call('HSET', key, field, rank .. value)
    end
end

-- {'EACH', list, prefix, field, value}: sets a field of the hash of each item of a list.
function own.EACH(list, prefix, field, value)
    for _, item in ipairs(redis.call('LRANGE', list, 0, -1)) do
        redis.call('HSET', prefix .. item, field, value)
    end
end

for _, command in ipairs(asked.commands) do
    local mine = own[command[1]]
    if mine then
        mine(unpack(command, 2))
    else
        redis.call(unpack(command))
    end
end
return {}
