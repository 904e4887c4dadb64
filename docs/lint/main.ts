import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { allowed, notOurProse } from './allowed.ts';
import { notYetClean } from './not-yet-clean.ts';
import { type Passage, proseOf } from './passage.ts';
import { readerOf } from './passages.ts';
import { english, spanish, type Word } from './words.ts';

const spanishFile = /^schema\/(translations\/|api\.es\.graphql$)/;
const named = process.argv.slice(2);
const files = named.length > 0 ? named : execFileSync('git', ['ls-files'], { encoding: 'utf8' }).trim().split('\n');
const findings = files.filter((file) => named.length > 0 || isChecked(file)).flatMap(findingsIn);

for (const finding of findings) process.stdout.write(`${finding}\n`);
if (findings.length > 0) {
  process.stdout.write(
    `${findings.length} words to replace. The list is docs/lint/words.ts; exceptions are in allowed.ts.\n`,
  );
  process.exitCode = 1;
}

function isChecked(file: string): boolean {
  const waits = notYetClean.some((path) => file === path || file.startsWith(`${path}/`));
  return !waits && !notOurProse.some((name) => name.test(file)) && existsSync(file);
}

function findingsIn(file: string): string[] {
  const passages = readerOf(file)?.(readFileSync(file, 'utf8')) ?? [];
  const words = (spanishFile.test(file) ? spanish : english).filter(({ within }) => within?.test(file) ?? true);
  return passages.flatMap((passage) => words.flatMap((word) => findingsOf(word, passage, file)));
}

function findingsOf(word: Word, { text, line }: Passage, file: string): string[] {
  const prose = proseOf(text);
  return [...prose.matchAll(new RegExp(word.pattern, 'gi'))]
    .filter(({ index }) => !isAllowed(file, text, index))
    .map(({ 0: found, index }) => {
      const at = line + prose.slice(0, index).split('\n').length - 1;
      return `${file}:${at}  "${found}": write ${word.write}. ${word.reason}`;
    });
}

function isAllowed(file: string, text: string, index: number): boolean {
  return allowed.some((entry) => {
    const inFile = entry.file.endsWith('/') ? file.startsWith(entry.file) : file === entry.file;
    const start = inFile ? text.indexOf(entry.text) : -1;
    return start >= 0 && index >= start && index < start + entry.text.length;
  });
}
