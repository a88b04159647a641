-- For wrk: asks for the paths listed in $URLS (one a line), each thread from its own place on; prints one line of JSON.
-- $METHOD: GET unless set. $READERS: every request comes from another reader, as the beacon of a page does.
local paths, n, i, thread, readers = {}, 0, 0, 0, nil
local threads = 0
function setup(t) t:set("thread", threads); threads = threads + 1 end
function init()
  local method = os.getenv("METHOD") or "GET"
  readers = os.getenv("READERS")
  for line in io.lines(os.getenv("URLS")) do
    if #line > 0 then n = n + 1; paths[n] = readers and line or wrk.format(method, line) end
  end
  i = thread * 487
end
function request()
  i = i + 1
  if not readers then return paths[(i % n) + 1] end
  local address = string.format("%d.%d.%d.%d", 11 + thread, math.floor(i / 65536) % 256, math.floor(i / 256) % 256, i % 256)
  return wrk.format("POST", paths[(i % n) + 1], {
    ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    ["X-Forwarded-For"] = address, ["Sec-Fetch-Site"] = "same-origin", ["Sec-Fetch-Mode"] = "cors",
    ["Content-Length"] = "0",
  })
end
function done(s, latency)
  local e = s.errors
  io.write(string.format(
    '\nJSON {"rps":%.2f,"requests":%d,"bytes":%d,"p50":%.3f,"p99":%.3f,"bad":%d}\n',
    s.requests / (s.duration / 1e6), s.requests, s.bytes, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, e.status + e.connect + e.read + e.write + e.timeout))
end
