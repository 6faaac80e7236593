import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  answerConnectionFaults as answerFaults,
  type ConnectionFault,
  type ConnectionFaults,
} from '../connection-faults.ts';
import { hasBothLengths } from './has-both-lengths.ts';
import { refuseConnection } from './refuse-connection.ts';
import type { Serving } from './serve-request.ts';
import { WireFault } from './wire-fault.ts';

/**
 * Answers requests that Node's HTTP server does not pass on, with XML, code and request id. An upload with two lengths is
 * passed to `onBothLengths`.
 */
export function answerConnectionFaults(
  server: Server,
  serving: Serving,
  onBothLengths?: (connection: Duplex, packet: Buffer) => void,
): ConnectionFaults {
  return answerFaults(server, {
    errorOf: faultOf,
    refuse: (connection, fault) => {
      const about = fault.kind === 'connect' ? { method: 'CONNECT', host: fault.host } : {};
      refuseConnection(serving, connection, faultOf(fault), about);
    },
    takeOver: (connection, packet) => {
      if (onBothLengths === undefined || !hasBothLengths(packet)) return false;
      onBothLengths(connection, packet);
      return true;
    },
  });
}

function faultOf(fault: ConnectionFault): WireFault {
  switch (fault.kind) {
    case 'headers-too-large':
      return new WireFault('RequestHeaderTooLarge');
    case 'incomplete':
      return new WireFault('IncompleteBody');
    case 'timeout':
      return new WireFault('RequestTimeout');
    case 'connect':
      return new WireFault('MethodNotAllowed', { elements: [['Method', 'CONNECT']] });
    case 'not-http':
      return new WireFault('BadRequest', { message: `The request is not HTTP/1.1: ${fault.reason}.` });
  }
}
