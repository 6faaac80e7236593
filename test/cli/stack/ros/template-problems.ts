import { parseRos } from '../../../deploy/ros-template.ts';
import { checkByRosCdk } from '../../../deploy/vendor/check-by-ros-cdk.ts';
import { chooseBranches } from '../../../deploy/vendor/choose-branches.ts';
import { intrinsicProblems } from '../../../deploy/vendor/intrinsics.ts';

/** What Resource Orchestration Service would refuse: the template, a missing parameter, or a value that does not fit. */
export function templateProblems(text: string, parameters: ReadonlyMap<string, string>): readonly string[] {
  let template: ReturnType<typeof parseRos>;
  try {
    template = parseRos(text);
  } catch (error) {
    return [String(error)];
  }
  const unknown = [...parameters.keys()].filter((name) => !Object.hasOwn(template.Parameters, name));
  return [
    ...unknown.map((name) => `The Parameter (${name}) was not defined in template.`),
    ...Object.entries(template.Parameters).flatMap(([name, definition]) =>
      valueProblems(name, definition, parameters.get(name)),
    ),
    ...intrinsicProblems(template, Object.keys(template.Conditions)),
    ...Object.values(template.Resources).flatMap(({ Type, Properties }) =>
      Type === 'ALIYUN::MNS::Queue' ? [] : checkByRosCdk(Type, chooseBranches(Properties, true)),
    ),
  ];
}

function valueProblems(
  name: string,
  definition: Readonly<Record<string, unknown>>,
  given: string | undefined,
): readonly string[] {
  const { Default, AllowedPattern, AllowedValues, MinLength } = definition;
  if (given === undefined && Default === undefined) return [`The Parameter (${name}) was not provided.`];
  const value = given ?? String(Default);
  const isWrong =
    (typeof AllowedPattern === 'string' && !new RegExp(AllowedPattern, 'u').test(value)) ||
    (Array.isArray(AllowedValues) && !AllowedValues.includes(value)) ||
    (typeof MinLength === 'number' && value.length < MinLength);
  return isWrong ? [`The value of Parameter (${name}) is invalid.`] : [];
}
