import { StringDecoder } from 'node:string_decoder';
import type { Finding, Rule } from '../dataset/rule.js';
import { ScratchFile } from './scratch-file.js';

const PIECE = 64 * 1024;

/** A list of findings in a temporary file, for lists that do not fit into memory. */
export class FindingSpool {
  readonly #file = new ScratchFile();
  readonly #rules = new Map<string, Rule>();
  #ahead = '';

  add({ rule, ...finding }: Finding): void {
    this.#rules.set(rule.code, rule);
    this.#ahead += `${JSON.stringify({ code: rule.code, ...finding })}\n`;
    if (this.#ahead.length >= PIECE) this.#write();
  }

  *[Symbol.iterator](): Generator<Finding> {
    this.#write();
    for (const line of this.#lines()) {
      const { code, ...finding } = JSON.parse(line) as Omit<Finding, 'rule'> & { code: string };
      yield { rule: this.#rules.get(code)!, ...finding };
    }
  }

  #write(): void {
    this.#file.append(this.#ahead);
    this.#ahead = '';
  }

  *#lines(): Generator<string> {
    const decoder = new StringDecoder('utf8');
    let rest = '';
    for (let at = 0; at < this.#file.size; at += PIECE) {
      const lines = (rest + decoder.write(this.#file.read(at, Math.min(at + PIECE, this.#file.size)))).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
  }
}
