import { roomsDiagram } from '../rooms-diagram.ts';
import type { Block } from './markdown.ts';

/** `a[text]`, `a{text}` or `a` of a node that was declared, joined by arrows. */
export function checkFlow({ text }: Block): string | undefined {
  const [head = '', ...lines] = text.split('\n').filter((line) => line.trim() !== '');
  if (!/^flowchart (?:TD|LR)$/.test(head)) return 'the first line is flowchart TD or flowchart LR';
  const declared = new Set([...text.matchAll(/\b(\w+)(?=[[{])/g)].map(([, name]) => name));
  const node = String.raw`(\w+)(?:\[[^\]{}]+\]|\{[^\]{}]+\})?`;
  const edge = new RegExp(`^ *${node}(?: (?:-->|-- [^-]+ -->) ${node})?$`);
  for (const line of lines) {
    const [, from, to = from] = edge.exec(line) ?? [];
    if (from === undefined) return `cannot read ${line}`;
    const unknown = [from, to].find((name) => !declared.has(name));
    if (unknown !== undefined) return `${unknown} has no text in ${line}`;
  }
  return undefined;
}

export function checkRooms({ text }: Block): string | undefined {
  return text === roomsDiagram() ? undefined : `the block has to be\n${roomsDiagram()}`;
}
