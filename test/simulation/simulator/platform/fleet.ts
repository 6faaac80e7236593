import type { Simulation } from '../simulation.ts';
import type { Client } from './client.ts';
import { createInstance, type Instance } from './instance.ts';

/** The instances of the functions: reused, replaced after a deployment, removed when they die. */
export interface Fleet {
  take(): Instance;
  giveBack(instance: Instance): void;
}

export function createFleet(simulation: Simulation, client: Client): Fleet {
  const idle: Instance[] = [];
  const { random, loop } = simulation;
  const isUsable = ({ rules }: Instance): boolean => rules === simulation.rules || loop.now() < simulation.formerUntil;
  return {
    take: () => {
      const usable = idle.filter(isUsable);
      idle.length = 0;
      // Sometimes the platform starts one more.
      const [taken] = usable.length > 0 && random.below(16) > 0 ? usable.splice(random.below(usable.length), 1) : [];
      idle.push(...usable);
      return taken ?? createInstance(simulation, client);
    },
    giveBack: (instance) => {
      idle.push(instance);
    },
  };
}
