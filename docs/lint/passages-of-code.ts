import { type ParserPlugin, parse } from '@babel/parser';
import type { Passage } from './passage.ts';

const testFunctions = new Set(['test', 'it', 'describe', 'each', 'skip', 'only']);
const plugins: ParserPlugin[] = ['typescript', 'decorators', 'explicitResourceManagement'];

interface Token {
  readonly type: { readonly label: string };
  readonly value?: unknown;
  readonly loc: { readonly start: { readonly line: number } };
}

/** The comments of a TypeScript or JavaScript file, and the titles of its tests. */
export function passagesOfCode(source: string): Passage[] {
  const { comments, tokens } = parse(source, {
    sourceType: 'module',
    plugins,
    tokens: true,
    errorRecovery: true,
  });
  return [
    ...(comments ?? []).map(({ value, loc }) => ({ text: value, line: loc?.start.line ?? 1 })),
    ...titlesOf((tokens ?? []) as Token[]),
  ];
}

/** A title is a string right after `test(`, `it(`, `describe(` or `test.each(…)(`. */
function titlesOf(tokens: readonly Token[]): Passage[] {
  return tokens.flatMap((token, index) => {
    if (token.type.label !== 'string' || tokens[index - 1]?.type.label !== '(') return [];
    const called = tokens[index - 2];
    const isTest = called?.type.label === ')' || testFunctions.has(String(called?.value));
    return isTest ? [{ text: String(token.value), line: token.loc.start.line }] : [];
  });
}
