-- wrk: one POST, repeated. Arguments: file with the headers ("Name: value" a line), file with the body.
local function read(path)
  local file = assert(io.open(path))
  local text = file:read("*a")
  file:close()
  return text
end

function init(args)
  wrk.method = "POST"
  for name, value in read(args[1]):gmatch("([^:\n]+): ([^\n]+)") do wrk.headers[name] = value end
  wrk.body = read(args[2])
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
