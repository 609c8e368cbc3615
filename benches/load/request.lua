-- For wrk: after `--`, `post FILE` posts a file, `get` gets, and `get ETAG` asks whether that has changed.
-- It ends with one line for a script to read: requests, microseconds, p50 and p99 in microseconds, answers that were no success, broken connections.

function init(args)
  if args[1] == "post" then
    local file = assert(io.open(args[2], "rb"))
    wrk.method = "POST"
    wrk.body = file:read("*a")
    wrk.headers["Content-Type"] = "application/json"
    file:close()
  elseif args[2] then
    wrk.headers["If-None-Match"] = args[2]
  end
end

function done(summary, latency, _)
  local errors = summary.errors
  local broken = errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("measured %d %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), errors.status, broken))
end
