import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** Relays connections to a server, and holds back each part of a response. Returns the endpoint of the relay. */
export async function slowedDown(endpoint: string, milliseconds: number): Promise<string> {
  const { port } = new URL(endpoint);
  const relay = createServer({ noDelay: true }, (client) => {
    const server = connect({ host: '127.0.0.1', port: Number(port), noDelay: true });
    client.pipe(server);
    server.on('data', async (part) => {
      await sleep(milliseconds);
      client.write(part);
    });
    server.on('close', () => client.destroy());
    for (const side of [client, server]) side.on('error', () => side.destroy());
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  return `http://127.0.0.1:${(relay.address() as AddressInfo).port}`;
}
