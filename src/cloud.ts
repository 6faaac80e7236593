/** The clouds that autoalias runs on: Alibaba Cloud (OSS and Function Compute) and Baidu AI Cloud (BOS and CFC). */
export const CLOUDS = ['alibaba', 'baidu'] as const;

/**
 * One of them. Only code that chooses a store, a platform or a deployment may ask for it. Rules and the alias protocol know
 * what a store can do, and not whose it is.
 */
export type Cloud = (typeof CLOUDS)[number];

export function isCloud(text: string): text is Cloud {
  return (CLOUDS as readonly string[]).includes(text);
}
