/**
 * Every kind of error, by name. Names never change their meaning.
 * - `rules-invalid`: a rules file with errors
 * - `event-malformed`: an event in none of the formats that Function Compute, EventBridge and SMQ send
 * - `request-malformed`: an HTTP request that the API does not accept
 * - `config-invalid`: environment variables, flags or options that cannot work
 * - `store-refused`: the store answered with an error
 * - `store-unreachable`: the store gave no answer, or none that can be read
 * - `alias-refused`: an alias that must not be written
 * - `not-an-alias`: no rule defines the alias, or there is no alias at the key
 * - `alias-unsettled`: other programs kept writing the alias; a later event or sweep corrects it
 * - `changes-failed`: some changes of a batch failed; the others are done
 * - `function-unavailable`: the local cloud could not run a function at all
 * - `api-failed`: the HTTP API of a deployment, or an API of Alibaba Cloud, gave no answer, or none that can be used
 * - `limit-exceeded`: a request or command for more than fits into memory; ask for less
 * - `usage`: wrong use of a command or of a function of this package
 */
export type ErrorCode =
  | 'rules-invalid'
  | 'event-malformed'
  | 'request-malformed'
  | 'config-invalid'
  | 'store-refused'
  | 'store-unreachable'
  | 'alias-refused'
  | 'not-an-alias'
  | 'alias-unsettled'
  | 'changes-failed'
  | 'function-unavailable'
  | 'api-failed'
  | 'limit-exceeded'
  | 'usage';

/**
 * The base class of all errors of this package. The message says what is wrong, where, why, and what to do about it.
 * `cause` is the error that led to it.
 */
export class AutoaliasError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'AutoaliasError';
    this.code = code;
  }
}
