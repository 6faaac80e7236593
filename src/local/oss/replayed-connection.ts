import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A connection that starts with bytes already read from a socket, and goes on with what the socket still brings. */
export function replayedConnection(socket: Socket | Duplex, bytes: Buffer): Duplex {
  // Ends the HTTP parser's hold on the socket. Node documents that a 'data' listener does the same.
  socket.removeAllListeners('data');
  const connection = new Duplex({
    read: () => void socket.resume(),
    write: (chunk, _encoding, done) => void socket.write(chunk, done),
    final: (done) => void socket.end(done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  connection.push(bytes);
  socket.on('data', (chunk: Buffer) => {
    if (!connection.push(chunk)) socket.pause();
  });
  socket.once('end', () => connection.push(null));
  socket.once('close', () => connection.destroy());
  return connection;
}
