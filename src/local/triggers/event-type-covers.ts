/** Whether `type` (`oss:ObjectCreated:PutObject`, or a group with `*` at its end) takes in all of `other`. */
export const eventTypeCovers = (type: string, other: string): boolean =>
  type.endsWith('*') ? other.startsWith(type.slice(0, -1)) : type === other;
