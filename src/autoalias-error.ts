/** Every way in which autoalias can fail, by name. Programs switch on this; people read the message. */
export type ErrorCode =
  | 'rules-invalid' // a rules file that must not be used
  | 'event-malformed' // an event that no source of ours sends
  | 'request-malformed' // an HTTP request that the API does not take
  | 'config-invalid' // environment or flags that cannot work
  | 'store-refused' // the store answered, with an error
  | 'store-unreachable' // no answer, or none that can be read
  | 'alias-refused' // an alias that must not be written
  | 'alias-unsettled' // others kept writing the alias; a later event or sweep finishes it
  | 'changes-failed' // some changes of a batch failed; the others are done
  | 'function-unavailable' // the local cloud could not run a function at all
  | 'api-failed' // the HTTP API of a deployment did not answer, or its answer cannot be used
  | 'usage'; // a command used in a way that it does not have

/** The one base class. `message` says what, where, why, and what to do instead; `cause` keeps what led to it. */
export class AutoaliasError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AutoaliasError';
    this.code = code;
  }
}
