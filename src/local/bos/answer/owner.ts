import { CFC_ACCOUNT } from '../../runtime/cfc/cfc-account.ts';

/** The only account of the local store. It also has the functions of CFC. */
export const owner = { id: CFC_ACCOUNT.accountId, displayName: 'autoalias' } as const;
