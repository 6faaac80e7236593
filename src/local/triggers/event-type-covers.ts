/** Whether `type` (`oss:ObjectCreated:PutObject`, or a group with `*` at its end) takes in all of `other`. */
export function eventTypeCovers(type: string, other: string): boolean {
  return type.endsWith('*') ? other.startsWith(type.slice(0, -1)) : type === other;
}
