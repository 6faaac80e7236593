/** A value of a document, with comments on fields and items. A field that is undefined is left out. */
export type DocumentValue =
  | string
  | number
  | boolean
  | readonly DocumentValue[]
  | CommentedValue
  | { readonly [name: string]: DocumentValue | undefined };

/** A value with a comment, which is printed before its field or item. */
export class CommentedValue {
  readonly comment: string;
  readonly value: DocumentValue;

  constructor(comment: string, value: DocumentValue) {
    this.comment = comment;
    this.value = value;
  }
}

/** A value with a comment that says why it is there. */
export function commented(comment: string, value: DocumentValue): CommentedValue {
  return new CommentedValue(comment, value);
}

/** The comment of a value, and the value without it. */
export function splitComment(value: DocumentValue): { readonly comment?: string; readonly bare: BareValue } {
  return value instanceof CommentedValue
    ? { comment: value.comment, bare: splitComment(value.value).bare }
    : { bare: value };
}

export type BareValue = Exclude<DocumentValue, CommentedValue>;

/** Divides a comment into lines of at most `width` characters. A line feed begins a new line. */
export function wrapComment(comment: string, width = 110): readonly string[] {
  return comment.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      if (line !== '' && line.length + word.length + 1 > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line];
  });
}
