import { AutoaliasError } from '../../autoalias-error.ts';
import type { Cloud } from '../../cloud.ts';

/** Commands that need services of Alibaba Cloud, and what to do instead on Baidu. */
const INSTEAD = {
  doctor:
    'doctor checks services of Alibaba Cloud; autoalias deploy --cloud baidu --dry-run shows what differs, and autoalias status --cloud baidu shows the aliases',
  logs: 'CFC has no documented API for logs; read them in its console, or send decisions to an OpenTelemetry receiver (deploy --otlp-endpoint)',
  'dead-letters':
    'failed events of CFC are in a topic of Baidu Messaging System; read it with a Kafka client, and send an event again with autoalias invoke object-events --cloud baidu --event FILE',
  estimate:
    'estimate divides a sweep among tasks of Function Compute; a sweep on CFC is one invocation of at most 300 seconds, and autoalias status --cloud baidu shows how many objects it lists',
} as const;

/** @throws AutoaliasError `usage` on Baidu, with what to do instead. */
export function refuseOnBaidu(command: keyof typeof INSTEAD, cloud: Cloud): void {
  if (cloud === 'baidu')
    throw new AutoaliasError('usage', `${command} does not work with --cloud baidu: ${INSTEAD[command]}`);
}
