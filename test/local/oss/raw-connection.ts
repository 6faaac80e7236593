import { connect, type Socket } from 'node:net';

/** Opens a connection and writes bytes unchanged. */
export function openConnection(url: string, bytes: string | Buffer): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes, () => resolve(socket)));
    socket.once('error', reject);
  });
}

/** Sends bytes unchanged, and resolves with everything received when the server has closed the connection. */
export async function askRaw(url: string, ...writes: readonly (string | Buffer)[]): Promise<string> {
  const [first = '', ...more] = writes;
  const socket = await openConnection(url, first);
  let heard = '';
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.toString('latin1');
  });
  socket.on('error', () => {});
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  for (const bytes of more) {
    // So that the server receives separate packets.
    await new Promise((resolve) => setTimeout(resolve, 30));
    socket.write(bytes);
  }
  await closed;
  return heard;
}
