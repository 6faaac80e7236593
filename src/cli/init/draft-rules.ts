import { AutoaliasError } from '../../autoalias-error.ts';
import { lintRules, type PlacedFinding } from '../../lint/lint-rules.ts';
import { parseRules } from '../../rules/file/parse-rules.ts';
import { RulesInvalid } from '../../rules/file/rules-problem.ts';
import { parseTemplate } from '../../rules/pattern/template.ts';
import { aliasTemplates, inPlace, literal, named } from './alias-templates.ts';
import { dateFolders } from './date-folders.ts';
import { type KeyShape, keyShape, type ShapePiece, usualPrefix } from './key-shape.ts';
import { isUnexpected, likelyOrders } from './likely-orders.ts';
import { mergeShapes, partsOf } from './merge-shapes.ts';
import { INIT_ORDER_NAMES, type InitOrderName, initOrder } from './orders.ts';
import { repeatNames } from './repeat-names.ts';
import { keyTemplateOf, type RulesTextParts, rulesText, yamlText } from './rules-text.ts';

/** The known properties of the rule. The others get defaults. */
export interface InitAnswers {
  readonly example?: string;
  /** Further keys of the same form. */
  readonly moreExamples?: readonly string[];
  readonly prefix?: string;
  readonly order?: InitOrderName;
  readonly alias?: readonly string[];
  readonly name?: string;
  /** The file that is uploaded last, if the files of one version move together. */
  readonly complete?: string;
}

export interface RulesDraft {
  readonly rule: string;
  readonly order: InitOrderName;
  readonly example: string;
  readonly aliases: readonly string[];
  /** The text of the file. `validate` accepts it. */
  readonly text: string;
  /** Lint findings: costs of the layout, which the example fixes. */
  readonly findings: readonly PlacedFinding[];
}

/** Writes the text of a rules file. Throws AutoaliasError `usage` if the answers cannot form a rule. */
export function draftRules(file: string, answers: InitAnswers): RulesDraft {
  const { order, shape: whole } = shapeOf(answers);
  const shape = answers.alias === undefined ? whole : keepLiteral(whole, answers.alias);
  const offered = releaseOf(shape, answers.complete);
  if (answers.complete !== undefined && offered === undefined) {
    throw wrong(`--complete is for versions that are folders of files; ${shape.example} is one file a version`);
  }
  const isUsed = answers.complete !== undefined;
  const rule = answers.name ?? ruleName(shape.prefix);
  const usual = aliasTemplates(shape);
  const choices =
    answers.alias === undefined ? usual.map((alias) => usualAliases(shape, order, alias)) : [answers.alias];
  let refused: unknown;
  for (const aliases of choices) {
    const moreAliases = answers.alias === undefined ? moreOf(shape, order, aliases) : [];
    const parts = { file, name: rule, order, shape, aliases, moreAliases };
    const release = offered && { line: releaseLine(offered), isUsed };
    const isOffered = isUsed || (release !== undefined && isRight({ ...parts, release: { ...release, isUsed: true } }));
    const text = rulesText({ ...parts, release: isOffered ? release : undefined });
    try {
      parseRules(text, file);
      return { rule, order, example: shape.example, aliases, text, findings: lintRules(text, file) };
    } catch (error) {
      if (!(error instanceof RulesInvalid)) throw error;
      refused = error;
    }
  }
  throw wrong(`these answers do not make a valid rule:\n${refused instanceof Error ? refused.message : ''}`, refused);
}

/** Whether the rules still load when a commented line is enabled. */
function isRight(parts: RulesTextParts): boolean {
  try {
    parseRules(rulesText(parts), parts.file);
    return true;
  } catch (error) {
    if (error instanceof RulesInvalid) return false;
    throw error;
  }
}

/** The shape and the order of the keys, from the known answers. */
export function shapeOf(answers: InitAnswers): { readonly order: InitOrderName; readonly shape: KeyShape } {
  const example = answers.example ?? (answers.prefix ?? 'releases/') + initOrder(answers.order ?? 'semver').usual;
  const examples: readonly [string, ...string[]] = [example, ...(answers.moreExamples ?? [])];
  for (const one of examples) refuseNoKey(one);
  const prefix = answers.prefix ?? usualPrefix(example);
  for (const one of examples) {
    if (one.startsWith(prefix)) continue;
    throw wrong(
      answers.prefix === undefined
        ? `${example} begins with ${prefix}, and ${one} does not; give examples that begin with the same folder, or write one rule for each`
        : `the example ${one} does not begin with ${prefix}; give an example that does, or another --prefix`,
    );
  }
  const isDate = dateFolders(example.slice(prefix.length).split('/')) !== undefined;
  if (DATE_FOLDERS.test(example) && BY_ONE_FOLDER.has(answers.order) && !(isDate && byDate(answers.order))) {
    throw spreadDate(example, isDate);
  }
  let differ: string | undefined;
  const likely = isDate ? (['date'] as const) : likelyOrders(examples);
  for (const order of answers.order === undefined ? likely : [answers.order]) {
    const found = [prefix, '']
      .map((start) => shapesOf(examples, order, start, answers))
      .find((one) => one !== undefined);
    if (found === undefined) continue;
    if ('differ' in found) {
      differ ??= found.differ;
      continue;
    }
    if (answers.prefix !== undefined && found.prefix !== prefix) continue;
    if (found.prefix === '' && answers.prefix === undefined) throw wholeBucket(example);
    return { order, shape: found };
  }
  if (differ !== undefined) {
    throw wrong(
      `the examples do not have the same form: ${differ}; give examples that differ only in folders, names and versions, or write one rule for each form`,
    );
  }
  const by = answers.order === undefined ? 'any order' : answers.order;
  if (examples.length > 1) {
    throw wrong(
      `no part of all examples can be read by ${by}: ${examples.join(', ')}; use other examples, or another --order: ${INIT_ORDER_NAMES.join(', ')}`,
    );
  }
  throw wrong(
    `no part of ${example.slice(prefix.length) || 'what follows the prefix'} can be read by ${by}; use another --example, or another --order: ${INIT_ORDER_NAMES.join(', ')}`,
  );
}

function refuseNoKey(example: string): void {
  if (example.startsWith('/')) {
    throw wrong(`the example ${example} begins with a slash, and a key does not; write ${example.replace(/^\/+/, '')}`);
  }
  if (example !== '' && !/[\p{Cc}]/u.test(example)) return;
  throw wrong(
    `the example ${JSON.stringify(example)} is not a key of a release; write one like releases/app/1.10.0/app.tgz`,
  );
}

function byDate(order: InitOrderName | undefined): boolean {
  return order === undefined || order === 'date';
}

/** The shape that all examples have. Undefined if the order cannot read one of them as people expect. */
function shapesOf(
  examples: readonly [string, ...string[]],
  order: InitOrderName,
  prefix: string,
  answers: InitAnswers,
): KeyShape | { readonly differ: string } | undefined {
  const read = examples.map((example) => keyShape(example, order, prefix));
  const [first, ...others] = read.flatMap((shape) => shape ?? []);
  if (first === undefined || others.length + 1 < examples.length) return undefined;
  const plain: readonly [KeyShape, ...KeyShape[]] = [first, ...others];
  if (answers.order === undefined && plain.some((shape) => isUnexpected(order, orderedText(shape)))) return undefined;
  const repeated = mergeShapes([repeatNames(first, order), ...others.map((shape) => repeatNames(shape, order))]);
  const isUsable =
    answers.complete === undefined && !('differ' in repeated) && keyTemplateOf(repeated, order) !== undefined;
  return isUsable && namesOnly(repeated, answers.alias ?? []) ? repeated : mergeShapes(plain);
}

/** Whether a shape has all groups that the aliases name. */
function namesOnly({ pieces }: KeyShape, aliases: readonly string[]): boolean {
  const groups = new Set([
    'order',
    ...pieces.flatMap(partsOf).flatMap((piece) => ('group' in piece ? [piece.group] : [])),
  ]);
  return aliases.flatMap(namesIn).every((name) => groups.has(name));
}

function orderedText({ pieces }: KeyShape): string {
  return pieces.flatMap((piece) => ('ordered' in piece ? [piece.example] : [])).join('');
}

/** `2026/11/20/` or `year=2026/month=11/`. An order of one of these folders alone would ignore the others. */
const DATE_FOLDERS = /(?:^|\/)(?:(?:year=)?(?:19|20)\d\d\/(?:month=)?\d\d|year=(?:19|20)\d\d\/month=\d)\//;

const BY_ONE_FOLDER: ReadonlySet<InitOrderName | undefined> = new Set([
  undefined,
  'date',
  'number',
  'natural',
  'lexical',
]);

function spreadDate(example: string, isDate: boolean): AutoaliasError {
  const instead = isDate
    ? 'and another order would read only one of them; write --order date'
    : "which init does not support for this form; write a rule with a name for each folder, like key: 'logs/{year}/{month}/{day}/{file}', and order: { by: date, on: '{year}-{month}-{day}' }";
  return wrong(`the date in ${example} is spread over several folders, ${instead}`);
}

function wholeBucket(example: string): AutoaliasError {
  return wrong(
    `${example} has no folder before the version, so the rule would apply to the whole bucket; give an example like releases/app/1.10.0/app.tgz, or add --prefix '' if you want that`,
  );
}

function usualAliases(shape: KeyShape, order: InitOrderName, latest: string): readonly string[] {
  return order === 'semver' && latest === inPlace(shape, 'latest')
    ? [latest, inPlace(shape, 'v{version.major}')]
    : [latest];
}

/** Further aliases, as commented lines. */
function moreOf(shape: KeyShape, order: InitOrderName, aliases: readonly string[]): readonly string[] {
  if (aliases[0] !== inPlace(shape, 'latest') || order === 'uploaded') return [];
  return [
    ...(WITH_PRERELEASES.has(order)
      ? ['With prereleases among the candidates:', `- { key: ${yamlText(inPlace(shape, 'next'))}, prereleases: true }`]
      : []),
    ...(order === 'semver'
      ? ['One for each minor version:', `- ${yamlText(inPlace(shape, 'v{version.major}.{version.minor}'))}`]
      : []),
    'One that follows a week later, if nothing was wrong:',
    `- { key: ${yamlText(inPlace(shape, 'stable'))}, minimumAge: 7d }`,
  ];
}

const WITH_PRERELEASES: ReadonlySet<InitOrderName> = new Set([
  'semver',
  'version',
  'pep440',
  'maven',
  'debian',
  'rpm',
  'gem',
  'calver',
]);

/** The last folder of the prefix, without characters that a rule name cannot have. */
function ruleName(prefix: string): string {
  const folder = prefix.split('/').filter(Boolean).at(-1) ?? '';
  const name = folder
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 63);
  return name === '' ? 'app' : name;
}

function wrong(message: string, cause?: unknown): AutoaliasError {
  return new AutoaliasError('usage', message, { cause });
}

/**
 * The shape for aliases that a person gave: a group that none of them names becomes the text of the example. Otherwise, for
 * `nightly/2026-10-20/app.zip` and the alias `nightly/latest/app.zip`, a checksum of that night could become the target.
 */
export function keepLiteral(shape: KeyShape, aliases: readonly string[]): KeyShape {
  const inAliases = new Set(aliases.flatMap(namesIn));
  const groups = shape.pieces.flatMap(partsOf).flatMap((piece) => ('group' in piece ? [piece.group] : []));
  // A misspelt name is refused later, with a message that lists the groups.
  if ([...inAliases].some((name) => name !== 'order' && !groups.includes(name))) return shape;
  const pieces = shape.pieces.map((piece) =>
    'text' in piece || isKept(piece) || inAliases.has(piece.group) ? piece : { text: piece.example },
  );
  return { ...shape, pieces };
}

/** The version, its copies, and what differs between the examples. */
function isKept({ ordered, isCopy, varies }: Extract<ShapePiece, { readonly group: string }>): boolean {
  return ordered === true || isCopy === true || varies === true;
}

function namesIn(alias: string): readonly string[] {
  const template = parseTemplate(alias);
  if ('why' in template) return [];
  return template.flatMap((piece) =>
    piece.kind === 'group' ? [piece.group] : piece.kind === 'part' ? [piece.of] : [],
  );
}

/** How the files of one version form a release: the key of the release, and the file that is uploaded last. */
export interface InitRelease {
  readonly of: string;
  readonly complete: string;
}

/** The release of a shape whose versions are folders of files; undefined if a version is one file. */
export function releaseOf({ prefix, pieces }: KeyShape, lastFile?: string): InitRelease | undefined {
  const at = pieces.findIndex((piece) => 'ordered' in piece);
  const [next, ...files] = pieces.slice(at + 1);
  if (next === undefined || !('text' in next) || next.text !== '/') return undefined;
  const folder = pieces.slice(0, at + 1).flatMap(partsOf);
  const folderGroups = new Set(folder.flatMap((piece) => ('group' in piece ? [piece.group] : [])));
  if (!files.some((piece) => 'group' in piece && piece.isCopy !== true && !folderGroups.has(piece.group)))
    return undefined;
  const groups = folder.flatMap((piece) => ('group' in piece ? [`{${piece.group}}`] : []));
  const isPartition = pieces.flatMap(partsOf).some((piece) => 'text' in piece && piece.text.endsWith('='));
  const file = lastFile ?? (isPartition ? '_SUCCESS' : 'SHA256SUMS');
  return {
    of: groups.join('/'),
    complete: `${literal(prefix)}${folder.map(named).join('')}/${literal(file)}`,
  };
}

export function releaseLine({ of, complete }: InitRelease): string {
  return `release: { of: ${yamlText(of)}, complete: [${yamlText(complete)}] }`;
}
