import { Lexer, Source, type Token, TokenKind } from 'graphql';
import { clientError } from '../errors.js';
import type { OperationLimits } from './limits.js';

const opens = new Set<string>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const closes = new Set<string>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/**
 * Checks a document token by token, before it is parsed: a parser recurses at each bracket. A syntax error is left to the
 * parser, which reports its location.
 * @throws GraphQLError OPERATION_TOO_LONG, OPERATION_TOO_DEEP, TOO_MANY_DIRECTIVES, NAME_REFUSED
 */
export function checkText(text: string, limits: OperationLimits): void {
  if (text.length > limits.characters) throw tooLong(`${text.length} characters`, `${limits.characters}`);
  // Arguments, inline fragments and list values have brackets too.
  const deepest = 4 * limits.depth;
  let tokens = 0;
  let depth = 0;
  let directives = 0;
  let parentheses = 0;
  let isProtoName = false;
  for (const { kind, value } of tokensOf(text)) {
    if (++tokens > limits.tokens) throw tooLong(`more than ${limits.tokens} tokens`, `${limits.tokens}`);
    if (kind === TokenKind.AT && ++directives > limits.directives) throw tooManyDirectives(limits.directives);
    // It is only accepted as an alias: a name outside of parentheses, before a colon.
    if (isProtoName && (kind !== TokenKind.COLON || parentheses > 0)) throw nameRefused();
    isProtoName = kind === TokenKind.NAME && value === '__proto__';
    if (kind === TokenKind.PAREN_L) parentheses++;
    if (kind === TokenKind.PAREN_R) parentheses--;
    if (opens.has(kind) && ++depth > deepest)
      throw clientError(
        'OPERATION_TOO_DEEP',
        `The document has brackets nested deeper than ${deepest} levels, the maximum.`,
      );
    if (closes.has(kind)) depth--;
  }
}

function* tokensOf(text: string): Generator<Token> {
  const lexer = new Lexer(new Source(text));
  try {
    for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) yield token;
  } catch {
    return;
  }
}

const nameRefused = () => clientError('NAME_REFUSED', '`__proto__` is only accepted as an alias.');

const tooLong = (what: string, accepted: string) =>
  clientError('OPERATION_TOO_LONG', `The document has ${what}. The maximum is ${accepted}.`);

const tooManyDirectives = (accepted: number) =>
  clientError('TOO_MANY_DIRECTIVES', `The document has more than ${accepted} directives, the maximum.`);
