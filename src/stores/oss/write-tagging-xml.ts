/** The body of PutObjectTagging (OSS, PutObjectTagging page). */
export function writeTaggingXml(tags: Readonly<Record<string, string>>): string {
  const set = Object.entries(tags).map(
    ([name, value]) => `<Tag><Key>${escapeXml(name)}</Key><Value>${escapeXml(value)}</Value></Tag>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><Tagging><TagSet>${set.join('')}</TagSet></Tagging>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** A carriage return would be read back as a line feed unless it is written as a reference. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (mark) => ENTITIES[mark] ?? '&#13;');
}
