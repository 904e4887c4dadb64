import { Kind, parse, TokenKind, visit } from 'graphql';
import type { Passage } from './passage.ts';
import { passagesOfCode } from './passages-of-code.ts';

type Reader = (source: string) => Passage[];

const wholeText: Reader = (text) => [{ text, line: 1 }];

/** The descriptions of an SDL file; the comments of an operation. */
const descriptions: Reader = (source) => {
  const document = parse(source);
  const found: Passage[] = [];
  visit(document, {
    enter: (node, key) => {
      if (node.kind === Kind.STRING && key === 'description') {
        found.push({ text: node.value, line: node.loc?.startToken.line ?? 1 });
      }
    },
  });
  for (let token = document.loc?.startToken; token; token = token.next ?? undefined) {
    if (token.kind === TokenKind.COMMENT) found.push({ text: token.value, line: token.line });
  }
  return found;
};

/** The lines of a shell script, a compose file or a Dockerfile that start with `#`. */
const hashComments: Reader = (source) =>
  source.split('\n').flatMap((text, index) => (/^\s*#/.test(text) ? [{ text, line: index + 1 }] : []));

/** Every value of a file of translations. */
const translations: Reader = (source) =>
  source.split('\n').flatMap((text, index) => {
    const value = /^\s*"[^"]*":\s*"(.*)",?$/.exec(text)?.[1];
    return value === undefined ? [] : [{ text: value, line: index + 1 }];
  });

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/\.(ts|js)$/, passagesOfCode],
  [/\.md$/, wholeText],
  [/\.graphql$/, descriptions],
  [/(\.ya?ml|\.sh|Dockerfile|\.ci\/run)$/, hashComments],
  [/^schema\/translations\/.*\.json$/, translations],
];

/** The reader of a file’s prose, if it is a kind of file that has prose. */
export const readerOf = (file: string): Reader | undefined => readers.find(([name]) => name.test(file))?.[1];
