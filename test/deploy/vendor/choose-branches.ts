/** Stands for `ALIYUN::NoValue`, which removes the property (Fn::If page). */
const removed = Symbol('ALIYUN::NoValue');

function choose(value: unknown, holds: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => choose(one, holds)).filter((one) => one !== removed);
  if (typeof value !== 'object' || value === null) return value;
  if (Reflect.get(value, 'Ref') === 'ALIYUN::NoValue') return removed;
  const branches: unknown = Reflect.get(value, 'Fn::If');
  if (Array.isArray(branches)) return choose(branches[holds ? 1 : 2], holds);
  const fields = Object.entries(value).map(([name, one]) => [name, choose(one, holds)] as const);
  return Object.fromEntries(fields.filter(([, one]) => one !== removed));
}

/** Properties with every `Fn::If` replaced by one of its branches, so that the branches are checked too. */
export function chooseBranches(properties: Readonly<Record<string, unknown>>, holds: boolean): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) => {
      const chosen = choose(value, holds);
      return chosen === removed ? [] : [[name, chosen]];
    }),
  );
}
