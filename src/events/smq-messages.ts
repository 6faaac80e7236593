import type { EventFormat } from './event-format.ts';
import { eventPath } from './event-path.ts';

/**
 * Where the body of a message stands: `Message` in a topic's notification, `MessageBody` in ReceiveMessage's answer,
 * `messageBody` in what event streams pass on, the others in what relays make of it. The first one present is it.
 */
const bodyFields = ['Message', 'MessageBody', 'messageBody', 'message', 'body'] as const;

function bodyField(value: object) {
  return bodyFields.find((field) => Object.hasOwn(value, field));
}

/** A message of Simple Message Queue as JSON. Its body is Base64 of the events (page "OSS event notifications"), or already decoded. */
export const smqMessages: EventFormat = {
  looksLike: '{"Message": "…"} or {"messageBody": "…"} of SMQ',
  recognises: (value) => bodyField(value) !== undefined,
  unfold: (value, path) => {
    const field = bodyField(value) ?? 'Message';
    return [{ kind: 'payload', value: Reflect.get(value, field), path: eventPath(path, field), source: 'smq' }];
  },
};
