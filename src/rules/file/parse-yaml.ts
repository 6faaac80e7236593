import {
  Composer,
  type Document,
  type DocumentOptions,
  Lexer,
  type LineCounter,
  type ParseOptions,
  Parser,
  type SchemaOptions,
  YAMLParseError,
} from 'yaml';

/** More than enough for every file that is used. `plainValue` has a lower limit, and says where a file goes over it. */
const MOST_OPEN = 200;

/**
 * Parses YAML as `parseDocument` of the library does. Undefined if it is nested so deeply that the library would overflow
 * the stack. Catching that error is not enough: if the stack ends while a regex is compiled, V8 ends the process.
 */
export function parseYaml(
  text: string,
  options: ParseOptions & DocumentOptions & SchemaOptions,
): Document.Parsed | undefined {
  const tokens = tokensOf(text, options.lineCounter);
  if (tokens === undefined) return undefined;
  const [document, second] = new Composer<Document.Parsed['contents'] & {}>(options).compose(tokens, true, text.length);
  if (document !== undefined && second !== undefined) {
    const [start, end] = second.range;
    document.errors.push(new YAMLParseError([start, end], 'MULTIPLE_DOCS', 'there is more than one document'));
  }
  return document;
}

/** The parser of tokens has a stack of its own. Only what makes values of the tokens calls itself. */
function tokensOf(text: string, lines: LineCounter | undefined): Token[] | undefined {
  const parser = new Parser(lines?.addNewLine);
  lines?.addNewLine(0);
  const tokens: Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MOST_OPEN) return undefined;
  }
  tokens.push(...parser.end());
  return tokens;
}

type Token = ReturnType<Parser['end']> extends Generator<infer T> ? T : never;
