/** A value that is known only when the deployment is carried out, or that an operator sets. */
export type Variable =
  | 'name'
  | 'bucket'
  | 'region'
  | 'account'
  | 'codeBucket'
  | 'codeObject'
  | 'token'
  | 'tokens'
  | 'oidc'
  | 'otlpEndpoint'
  | 'otlpHeaders'
  | 'schedule'
  | 'logProject'
  | 'logstore'
  | 'alarmContacts'
  | 'alarmActions';

/** A text with variables. Each printer writes it in its own syntax, and escapes the literal parts. */
export type Text = readonly (string | { readonly variable: Variable })[];

/** A variable alone, as a text. */
export function variable(name: Variable): Text {
  return [{ variable: name }];
}

/** A template tag for texts with variables: text\`acs:oss:*:${variable('account')}:${variable('bucket')}\`. */
export function text(strings: TemplateStringsArray, ...values: readonly (string | Text)[]): Text {
  const parts: (string | { readonly variable: Variable })[] = [];
  const add = (part: string | { readonly variable: Variable }): void => {
    const last = parts.at(-1);
    if (typeof part === 'string' && typeof last === 'string') parts.splice(-1, 1, last + part);
    else if (part !== '') parts.push(part);
  };
  strings.forEach((literal, i) => {
    add(literal);
    const value = values[i] ?? '';
    if (typeof value === 'string') add(value);
    else for (const part of value) add(part);
  });
  return parts;
}

/** Replaces every variable and every literal part. */
export function renderText(
  of: Text,
  writeVariable: (name: Variable) => string,
  writeLiteral: (literal: string) => string = (literal) => literal,
): string {
  return of.map((part) => (typeof part === 'string' ? writeLiteral(part) : writeVariable(part.variable))).join('');
}

/** The variables of a text. */
export function variablesIn(of: Text): readonly Variable[] {
  return of.flatMap((part) => (typeof part === 'string' ? [] : [part.variable]));
}
