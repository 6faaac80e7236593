/** Times in the XML documents of OSS: `2025-01-01T00:00:00.000Z`. */
export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();
