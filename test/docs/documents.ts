import { projectFiles } from '../walls/project-files.ts';
import { type MarkdownDocument, readDocument } from './blocks/markdown.ts';

/** Every Markdown file of the project. */
export function documents(): readonly MarkdownDocument[] {
  return projectFiles()
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map(readDocument);
}
