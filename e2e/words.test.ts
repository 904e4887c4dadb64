import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');

function lint(name: string, text: string) {
  const folder = mkdtempSync(join(tmpdir(), 'words-'));
  const file = join(folder, name);
  writeFileSync(file, text);
  const { stdout, status } = spawnSync(process.execPath, [join(root, 'docs/lint/main.ts'), file], {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, findings: stdout.split('\n').filter((line) => line.startsWith(file)) };
}

describe('the check of words', () => {
  test.each([
    ['a comment of TypeScript', 'a.ts', 'const a = 1;\n// The breaker tells the log.\n'],
    ['a docstring', 'a.ts', '\n/** Whoever reads it. */\nexport const a = 1;\n'],
    ['the title of a test', 'a.test.ts', "\ntest('a figure is rounded', () => {});\n"],
    ['a page', 'a.md', '# Page\nThe door is closed.\n'],
    ['a description of SDL', 'a.graphql', 'type Query { a: Int }\n"What was reckoned."\ntype A { a: Int }\n'],
    ['a comment of a shell script', 'a.sh', 'true\n# the patience of a client\n'],
  ])('reports an avoided word in %s with its line', (_, name, text) => {
    const { status, findings } = lint(name, text);
    expect(status).toBe(1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(new RegExp(`${name}:2 +"[^"]+": write `));
  });

  test.each([
    ['code', 'a.ts', "export const tells = { answer: 'door' };\n"],
    ['code between backticks', 'a.ts', '// See `engine/answer/` and `figureOf`.\nexport const a = 1;\n'],
    ['a fenced block of a page', 'a.md', '```sh\necho ask\n```\n'],
    ['an address', 'a.md', 'See [the issue](https://example.org/ask/questions).\n'],
    [
      'a lock that is held',
      'a.ts',
      '// The process holds the lock, and a permit is held by one request.\nexport const a = 1;\n',
    ],
    ['a correct use of "make sure"', 'a.md', 'Make sure that the file exists.\n'],
  ])('passes %s', (_, name, text) => {
    expect(lint(name, text)).toEqual({ status: 0, findings: [] });
  });
});
