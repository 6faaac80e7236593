import * as z from 'zod';
import type { EventFormat } from './event-format.ts';
import { eventPath } from './event-path.ts';
import { malformedBySchema } from './malformed-by-schema.ts';

const typed = z.looseObject({ type: z.string().min(1, 'the type is empty') });
const queued = z.looseObject({ data: z.looseObject({ messageBody: z.unknown() }) });

/** The type under which EventBridge passes on a message of an SMQ queue (page "custom event source of the SMQ type"). */
const queueMessage = 'mns:Queue:SendMessage';

/**
 * CloudEvents 1.0 as EventBridge sends them: `type` is the event's name with `oss:`, `data` one record of the OSS event
 * notification page. A message of an SMQ queue comes in the same envelope, its body in `data.messageBody`.
 */
export const cloudEvents: EventFormat = {
  looksLike: '{"specversion", "type", "data"} of EventBridge',
  recognizes: (value) => 'specversion' in value || ('type' in value && 'data' in value),
  unwrap: (value, path, source) => {
    const parsed = typed.safeParse(value);
    if (!parsed.success) return [malformedBySchema(parsed.error, value, path)];
    const { type, data } = parsed.data;
    if (type !== queueMessage) {
      return [
        { kind: 'record', value: data, path: eventPath(path, 'data'), name: type, source: source ?? 'eventbridge' },
      ];
    }
    const message = queued.safeParse(value);
    if (!message.success) return [malformedBySchema(message.error, value, path)];
    const at = eventPath(path, 'data', 'messageBody');
    return [{ kind: 'payload', value: message.data.data.messageBody, path: at, source: 'smq' }];
  },
};
