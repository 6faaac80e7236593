import type { RequestFault } from '../../server/face.ts';
import { WireFault } from './wire-fault.ts';

/** How OSS refuses a request that the server cannot pass on. */
export function requestRefusal(fault: RequestFault): WireFault {
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
    case 'no-host':
      return new WireFault('BadRequest', { message: 'The request has no Host header.' });
    case 'unknown-expectation':
      return new WireFault('ExpectationFailed');
    case 'malformed-target':
      return new WireFault('InvalidURI', { cause: fault.cause });
    case 'anonymous':
      return new WireFault('AccessDenied', { message: 'Anonymous access is forbidden for this operation.' });
    case 'foreign-page':
      return new WireFault('AccessDenied', {
        message:
          `The local store refuses requests of other sites' web pages: ${fault.why}. ` +
          'In a browser open http://127.0.0.1 or http://<bucket>.localhost with the port of the store; ' +
          'to use another name, set AUTOALIAS_HOST to it.',
      });
    case 'repeated':
      return new WireFault('InvalidArgument', {
        message: `The ${fault.what} ${fault.name} is given more than once.`,
        elements: [['ArgumentName', fault.name]],
      });
  }
}
