import { Duplex } from 'node:stream';

/** A connection that nothing is read from, and what was written to it. */
export function connectionOf() {
  const written: Buffer[] = [];
  const connection = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      written.push(chunk);
      done();
    },
  });
  return { connection, heard: () => Buffer.concat(written).toString() };
}
