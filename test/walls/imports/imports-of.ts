import { posix } from 'node:path';
import type { SourceFile } from '../source-files.ts';
import { parse } from '../syntax-tree.ts';

/** An import, or an export from another file. */
export interface Import {
  /** Relative names become paths from the top level; names of packages stay as they are. */
  readonly path: string;
  /** True when it imports types only, so that it is erased at build time. */
  readonly isType: boolean;
}

/** Every import of a file, including types and dynamic imports whose name is a literal. */
export function moduleImports(file: SourceFile): readonly Import[] {
  const { module, program } = parse(file);
  const found: Import[] = [];
  const add = (name: string, isType: boolean) => {
    const path = name.startsWith('.') ? posix.join(posix.dirname(file.path), name) : name;
    found.push({ path, isType });
  };
  for (const { moduleRequest, entries } of module.staticImports) {
    add(moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType));
  }
  for (const { entries } of module.staticExports) {
    const from = entries.find(({ moduleRequest }) => moduleRequest !== null)?.moduleRequest;
    if (from)
      add(
        from.value,
        entries.every(({ isType }) => isType),
      );
  }
  for (const { moduleRequest } of module.dynamicImports) {
    const text = file.text.slice(moduleRequest.start, moduleRequest.end);
    const name = /^(['"`])([^'"`$]+)\1$/.exec(text)?.[2];
    if (name !== undefined) add(name, false);
  }
  for (const name of importTypes(program)) add(name, true);
  return found;
}

/** The paths alone. */
export function importsOf(file: SourceFile): string[] {
  return moduleImports(file).map(({ path }) => path);
}

/** Names in `import('./a.ts').A`, which names a type without an import statement. */
function* importTypes(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  if (Reflect.get(value, 'type') === 'TSImportType') {
    const source: unknown = Reflect.get(value, 'source');
    const name: unknown = typeof source === 'object' && source !== null ? Reflect.get(source, 'value') : undefined;
    if (typeof name === 'string') yield name;
  }
  for (const child of Object.values(value)) yield* importTypes(child);
}
