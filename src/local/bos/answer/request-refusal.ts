import type { RequestFault } from '../../server/face.ts';
import { BosFault } from './bos-fault.ts';

/** How BOS refuses a request that the server cannot pass on. */
export function requestRefusal(fault: RequestFault): BosFault {
  switch (fault.kind) {
    case 'headers-too-large':
      return new BosFault('RequestHeaderTooLarge');
    case 'incomplete':
      return new BosFault('IncompleteBody');
    case 'timeout':
      return new BosFault('RequestTimeout');
    case 'connect':
      return new BosFault('MethodNotAllowed');
    case 'not-http':
      return new BosFault('InvalidHTTPRequest', { message: `The request is not HTTP/1.1: ${fault.reason}.` });
    case 'no-host':
      return new BosFault('InvalidHTTPRequest', { message: 'The request has no Host header.' });
    case 'unknown-expectation':
      return new BosFault('ExpectationFailed');
    case 'malformed-target':
      return new BosFault('InvalidURI', { cause: fault.cause });
    case 'anonymous':
      return new BosFault('AccessDenied', { message: 'Anonymous access is forbidden for this operation.' });
    case 'foreign-page':
      return new BosFault('AccessDenied', {
        message:
          `The local store refuses requests of other sites' web pages: ${fault.why}. ` +
          'In a browser open http://127.0.0.1 or http://<bucket>.localhost with the port of the store; ' +
          'to use another name, set AUTOALIAS_HOST to it.',
      });
    case 'repeated':
      return new BosFault('InvalidArgument', { message: `The ${fault.what} ${fault.name} is given more than once.` });
  }
}
