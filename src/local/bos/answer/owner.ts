/** The only account of the local store, in the form of a user id of Baidu AI Cloud. */
export const owner = { id: '00000000000000000000000000000001', displayName: 'autoalias' } as const;
