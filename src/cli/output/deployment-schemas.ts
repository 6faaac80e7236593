import * as z from 'zod';

const time = z.string();

/** A line of `logs`: all fields of the log line of a function. */
export const loggedDecision = z.looseObject({
  time: time.describe('When the line was written, in ISO 8601.'),
  function: z.string().describe('The function that wrote it.'),
  action: z.string(),
});
