import { defined } from '../../../defined.ts';
import { readBosChoices } from '../../../stores/bos/bos-choices.ts';
import { createBosStore } from '../../../stores/bos/client/bos-client.ts';
import type { OpenStore } from '../host.ts';

/**
 * Opens a bucket of BOS, with the choices of AUTOALIAS_BOS_CHOICES.
 *
 * @throws AutoaliasError `config-invalid` for choices that do not exist.
 */
export const openBosStore: OpenStore = (options, { endpoint }, variables) =>
  createBosStore({
    ...options,
    ...defined({ endpoint }),
    choices: readBosChoices(variables.AUTOALIAS_BOS_CHOICES ?? ''),
  });
