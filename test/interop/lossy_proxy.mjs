// A TCP proxy that loses one connection: the first that tells of the third step of a count, before the client hears of it.
import { connect, createServer } from 'node:net';

const CUT = '"progress":3';

/** {url, cuts, close()}; `cuts` is how many connections were lost so far. */
export async function startLossyProxy(target) {
  const { hostname, port } = new URL(target);
  const sockets = new Set();
  const proxy = { cuts: 0 };
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const [socket, other] of [[client, upstream], [upstream, client]]) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      if (proxy.cuts === 0 && bytes.includes(CUT)) {
        proxy.cuts += 1;
        client.destroy();
      } else {
        client.write(bytes);
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy.url = `http://127.0.0.1:${server.address().port}`;
  proxy.close = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return proxy;
}
