-- wrk with a thread a connection: initialize, initialized, tools/call, DELETE, and from the start again.
-- Arguments: files with the headers ("Name: value" a line) and the bodies of the three POSTs.
local threads = {}

local function read(path)
  local file = assert(io.open(path))
  local text = file:read("*a")
  file:close()
  return text
end

function setup(thread)
  threads[#threads + 1] = thread
end

function init(args)
  headers = {}
  for name, value in read(args[1]):gmatch("([^:\n]+): ([^\n]+)") do headers[name] = value end
  bodies = { read(args[2]), read(args[3]), read(args[4]) }
  step, sessions, failures = 1, 0, 0
end

-- Called more than once a step: only an answer leads on.
function request()
  if step == 1 then headers["Mcp-Session-Id"], headers["MCP-Protocol-Version"] = nil, nil end
  return wrk.format(bodies[step] and "POST" or "DELETE", nil, headers, bodies[step])
end

local function session_of(answered)
  for name, value in pairs(answered) do
    if name:lower() == "mcp-session-id" then return value end
  end
end

function response(status, answered, body)
  local right = status >= 200 and status < 300
  if step == 1 then
    headers["Mcp-Session-Id"], headers["MCP-Protocol-Version"] = session_of(answered), "2025-11-25"
    right = right and headers["Mcp-Session-Id"]
  elseif step == 3 then
    right = right and body:find("structuredContent", 1, true)
  end
  if not right then failures = failures + 1 end
  if right and step == 4 then sessions = sessions + 1 end
  step = right and step < 4 and step + 1 or 1
end

function done(summary, latency)
  local count, errors = 0, summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.timeout
  for _, thread in ipairs(threads) do
    count = count + thread:get("sessions")
    failed = failed + thread:get("failures")
  end
  io.write(string.format("RESULT %d %d %d %d %d %d\n", count, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.bytes, failed))
end
