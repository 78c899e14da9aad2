-- wrk: one POST, repeated. Arguments: file with the headers ("Name: value" a line), file with the body; and, for calls in
-- sessions, a file with their ids: the calls go round them, each with a JSON-RPC id of its own.
local function read(path)
  local file = assert(io.open(path))
  local text = file:read("*a")
  file:close()
  return text
end

local first_id = 100000000 -- ids of one length, and so one Content-Length

local function go_round(sessions)
  local heads, tails, id = {}, {}, first_id
  wrk.body = wrk.body:gsub('"id": %d+', '"id": ' .. first_id, 1)
  for session in sessions:gmatch("[^\n]+") do
    wrk.headers["Mcp-Session-Id"] = session
    local text = wrk.format()
    local begin, last = text:find('"id": ' .. first_id, 1, true)
    heads[#heads + 1], tails[#tails + 1] = text:sub(1, begin - 1) .. '"id": ', text:sub(last + 1)
  end
  function request()
    id = id + 1
    local turn = id % #heads + 1
    return heads[turn] .. id .. tails[turn]
  end
end

function init(args)
  wrk.method = "POST"
  for name, value in read(args[1]):gmatch("([^:\n]+): ([^\n]+)") do wrk.headers[name] = value end
  wrk.body = read(args[2])
  if args[3] then go_round(read(args[3])) end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
