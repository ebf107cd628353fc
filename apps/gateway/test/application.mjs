/**
 * What the gateway stands in front of in the tests: a small server, in a process of its own so that its memory can be
 * watched. Usage: node application.mjs <port>
 *
 *   /events            an event every 100 ms, until SIGTERM      /chat    the same, ten of them, whatever happens
 *   /large?bytes=N     an answer of that size                    /slow    answers after a second
 *   /unmarked          as /chat, without the mark of a stream    /broken  closes the connection unanswered
 *   /errors            a 404 of its own                          /self    its pid, its memory, what it has seen and what is open
 *   anything else      says what arrived
 */
import { createServer } from 'node:http';

const block = Buffer.alloc(50_000_000, 'x');
const streams = new Set();
const open = { streams: 0, large: 0 };
let seen = 0;

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname === '/self')
    return answer(response, { pid: process.pid, rss: process.memoryUsage().rss, seen, ...open });
  if (pathname === '/livez' || pathname === '/readyz') return answer(response, { path: pathname });
  seen += 1;
  if (pathname === '/broken') return request.socket.destroy();
  if (pathname === '/slow') return setTimeout(() => answer(response, {}), 1000);
  if (pathname === '/large') return sendLarge(response, Number(searchParams.get('bytes')));
  if (pathname === '/errors') return answer(Object.assign(response, { statusCode: 404 }), {});
  if (pathname === '/events') return stream(response, Infinity, { 'x-accel-buffering': 'no' });
  if (pathname === '/chat') return stream(response, 10, { 'x-accel-buffering': 'no' });
  if (pathname === '/unmarked') return stream(response, 10, {});
  let bytes = 0;
  request.on('data', (part) => (bytes += part.length));
  request.on('end', () => {
    const { method, url, headers } = request;
    answer(response, { method, url, headers, bytes });
  });
});

function answer(response, body) {
  response.setHeader('x-request-id', 'of the application');
  response.end(JSON.stringify(body));
}

function sendLarge(response, bytes) {
  open.large += 1;
  response.on('close', () => (open.large -= 1));
  response.end(block.subarray(0, bytes));
}

function stream(response, count, headers) {
  response.writeHead(200, { 'content-type': 'text/event-stream', ...headers });
  open.streams += 1;
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    response.write(`data: ${Date.now()}\n\n`);
    if (sent >= count) response.end();
  }, 100);
  if (count === Infinity) streams.add(response);
  response.on('close', () => {
    clearInterval(timer);
    open.streams -= 1;
    streams.delete(response);
  });
}

process.once('SIGTERM', () => {
  server.close();
  for (const response of streams) response.end();
});
server.listen(Number(process.argv[2]), '127.0.0.1');
