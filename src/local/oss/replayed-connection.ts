import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';

/** A connection that starts with bytes that were already read from a socket, and continues with the rest of the socket. */
export function replayedConnection(socket: Socket | Duplex, bytes: Buffer): Duplex {
  // Detaches the HTTP parser from the socket. As Node documents, adding a 'data' listener does the same.
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
