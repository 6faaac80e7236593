import * as z from 'zod';
import type { EventFormat } from './event-format.ts';
import { eventPath } from './event-path.ts';
import { malformedBySchema } from './malformed-by-schema.ts';

const envelope = z.looseObject({ events: z.array(z.unknown()) });

/** `{"events": […]}`, what the native OSS trigger of Function Compute sends (formats of event for different triggers page). */
export const functionComputeEvents: EventFormat = {
  looksLike: '{"events": […]} of a Function Compute OSS trigger',
  recognises: (value) => 'events' in value,
  unfold: (value, path, source) => {
    const parsed = envelope.safeParse(value);
    if (!parsed.success) return [malformedBySchema(parsed.error, value, path)];
    return parsed.data.events.map((record, index) => ({
      kind: 'record',
      value: record,
      path: eventPath(path, 'events', index),
      source: source ?? 'function-compute',
    }));
  },
};
