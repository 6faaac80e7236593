import type { Queue } from '../../deployment.ts';
import { text, variable } from '../../text.ts';
import { HclExpression } from './hcl.ts';
import { terraformText } from './terraform-text.ts';

/** The name of a resource: `object_events` for `object-events`. */
export function label(id: string): string {
  return id
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .replaceAll('-', '_')
    .toLowerCase();
}

/** A reference to an attribute of a resource. */
export function attribute(type: string, id: string, name: string): HclExpression {
  return new HclExpression(`${type}.${label(id)}.${name}`);
}

/** The resource name of a queue, with a reference to the resource, so that the queue is created first. */
export function queueReference({ id }: Queue, before: string, after: string): string {
  const start = terraformText(text`acs:mns:${variable('region')}:${variable('account')}:`);
  return `${start}${before}\${alicloud_message_service_queue.${label(id)}.queue_name}${after}`;
}
