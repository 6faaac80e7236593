/** Ends an invocation. Only the first call counts (CFC, Node.js runtime, page 2kd04huys). */
export type Callback = (error: Error | null, result?: unknown) => void;

/** A handler of CFC. CFC parses the event, and the context is an object. */
export type CallbackHandler = (event: unknown, context: unknown, callback: Callback) => void;

/**
 * Creates a handler that calls its callback exactly once: with the result, or with an error, so that CFC calls the function
 * again. Returns nothing, because no page says what CFC does with a promise.
 */
export function callbackHandler(run: (event: unknown, context: unknown) => Promise<unknown>): CallbackHandler {
  return (event, context, callback) => {
    endWithCallback(context);
    // An exception of the callback itself must not lead to a second call, so both handlers are in one `then`.
    void start(run, event, context).then(
      (result) => callback(null, result),
      (error: unknown) => callback(reportedError(error)),
    );
  };
}

async function start(run: (event: unknown, context: unknown) => Promise<unknown>, event: unknown, context: unknown) {
  return run(event, context);
}

/**
 * Asks the platform not to wait until all connections are closed, as the runtime of AWS Lambda would, whose interface CFC
 * copies. A platform that does not know the field ignores it.
 */
function endWithCallback(context: unknown): void {
  if (typeof context === 'object' && context !== null) Reflect.set(context, 'callbackWaitsForEmptyEventLoop', false);
}

/** An error without its cause. The platform may print everything that an error contains, and a cause can contain anything. */
function reportedError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  const reported = new Error(error.message);
  reported.name = error.name;
  if (error.stack !== undefined) reported.stack = error.stack;
  return reported;
}
