/** The account and region of the functions of CFC in the local cloud. Ids of Baidu have 32 hexadecimal digits. */
export const CFC_ACCOUNT = { accountId: '10000000000000000000000000000000', region: 'bj' } as const;

/** The name of a function with the version that triggers call (bce-sdk-go services/cfc/api/util.go). */
export function functionBrn(name: string): string {
  return `brn:bce:cfc:${CFC_ACCOUNT.region}:${CFC_ACCOUNT.accountId}:function:${name}:$LATEST`;
}
