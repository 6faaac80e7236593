import { hostname, userInfo } from 'node:os';
import { expect, test } from 'vitest';
import { cliActor } from '../../../src/cli/options/cli-actor.ts';

test('the actor of a command is the user at the host', () => {
  expect(cliActor()).toBe(`${userInfo().username}@${hostname()}`);
});
