import { del, type Operation, put } from './world.ts';

/** The worlds of the protocol's first model, by what their user does. */
export const WORLDS: Readonly<Record<string, readonly Operation[]>> = {
  'two uploads': [put(1), put(2)],
  'one key twice': [put(1), put(1)],
  'three, rising': [put(1), put(2), put(3)],
  'three, falling': [put(3), put(2), put(1)],
  'newest deleted': [put(1), put(2), del(2)],
  'deleted, older comes': [put(2), del(2), put(1)],
  'up and away': [put(1), del(1)],
  'up, away, up': [put(1), del(1), put(1)],
  'reborn newest': [put(2), put(1), del(2), put(2)],
};
