declare module '*.yaml' {
  const text: string;
  export default text;
}

/** What a rules file compiles to ahead. The build makes it. */
declare module '*.ahead.json' {
  const ahead: unknown;
  export default ahead;
}

declare module '*.txt' {
  const text: string;
  export default text;
}
