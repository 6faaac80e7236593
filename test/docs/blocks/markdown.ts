import { readFileSync } from 'node:fs';
import GithubSlugger from 'github-slugger';
import MarkdownIt, { type Token } from 'markdown-it';

/** A fenced block. ```` ```yaml rules file=a.yaml ```` has the language `yaml`, the kind `rules` and one option. */
export interface Block {
  readonly document: string;
  /** The line of the fence, counted from 1. */
  readonly line: number;
  readonly language: string;
  /** The second word of the info string; empty if there is none. */
  readonly kind: string;
  readonly options: Readonly<Record<string, string>>;
  readonly text: string;
}

interface Placed {
  readonly line: number;
  readonly text: string;
}

/** The parts of a document that tests check. */
export interface MarkdownDocument {
  readonly path: string;
  readonly blocks: readonly Block[];
  /** Targets of links and images, of HTML too. */
  readonly links: readonly Placed[];
  /** The anchors that GitHub gives the headings. */
  readonly anchors: ReadonlySet<string>;
  /** Cells of tables as a reader sees them: without markup. */
  readonly cells: readonly Placed[];
  /** Inline code. */
  readonly code: readonly Placed[];
}

const parser = new MarkdownIt({ html: true });

export function readDocument(path: string): MarkdownDocument {
  return parseDocument(path, readFileSync(path, 'utf8'));
}

export function parseDocument(path: string, text: string): MarkdownDocument {
  const tokens = parser.parse(text, {});
  const inline = withLines(tokens).flatMap(({ line, token }) =>
    (token.children ?? []).map((child) => ({ line, token: child })),
  );
  return {
    path,
    blocks: tokens.filter(({ type }) => type === 'fence' || type === 'code_block').map((token) => blockOf(path, token)),
    links: [...inline.flatMap(({ line, token }) => linksOf(token, line)), ...htmlLinks(tokens)],
    anchors: anchorsOf(tokens),
    cells: cellsOf(tokens),
    code: inline.flatMap(({ line, token }) => (token.type === 'code_inline' ? [{ line, text: token.content }] : [])),
  };
}

function blockOf(document: string, { info, content, map }: Token): Block {
  const [language = '', ...words] = info.trim().split(/\s+/);
  const kind = words[0]?.includes('=') === false ? words[0] : '';
  const options = words.flatMap((word) => {
    const at = word.indexOf('=');
    return at < 1 ? [] : [[word.slice(0, at), word.slice(at + 1)] as const];
  });
  return { document, line: (map?.[0] ?? 0) + 1, language, kind, options: Object.fromEntries(options), text: content };
}

/** Every inline token with its line. The cells of a table row have the line of the row. */
function withLines(tokens: readonly Token[]): readonly { readonly line: number; readonly token: Token }[] {
  let line = 1;
  return tokens.flatMap((token) => {
    line = token.map === null ? line : token.map[0] + 1;
    return token.type === 'inline' ? [{ line, token }] : [];
  });
}

function linksOf(token: Token, line: number): readonly Placed[] {
  const href =
    token.type === 'link_open' ? token.attrGet('href') : token.type === 'image' ? token.attrGet('src') : null;
  const html = token.type === 'html_inline' ? hrefs(token.content, line) : [];
  return href === null ? html : [{ line, text: String(href) }];
}

function htmlLinks(tokens: readonly Token[]): readonly Placed[] {
  return tokens.flatMap(({ type, content, map }) => (type === 'html_block' ? hrefs(content, (map?.[0] ?? 0) + 1) : []));
}

function hrefs(html: string, line: number): readonly Placed[] {
  return [...html.matchAll(/\b(?:href|src|srcset)="([^"]*)"/g)].flatMap(([, text]) =>
    text === undefined ? [] : [{ line, text }],
  );
}

function anchorsOf(tokens: readonly Token[]): ReadonlySet<string> {
  const slugger = new GithubSlugger();
  return new Set(
    tokens.flatMap((token, at) =>
      tokens[at - 1]?.type === 'heading_open' && token.type === 'inline' ? [slugger.slug(shownText(token))] : [],
    ),
  );
}

function cellsOf(tokens: readonly Token[]): readonly Placed[] {
  return withLines(tokens).flatMap(({ line, token }) =>
    /^t[dh]_open$/.test(tokens[tokens.indexOf(token) - 1]?.type ?? '') ? [{ line, text: shownText(token) }] : [],
  );
}

function shownText(inline: Token): string {
  return (inline.children ?? [])
    .map(({ type, content }) => (/^(?:text|code_inline|softbreak)$/.test(type) ? content : ''))
    .join('');
}
