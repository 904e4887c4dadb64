import { detachText } from '../detached-text.js';
import { ScratchFile } from '../scratch-file.js';

/** Number of strings in a block, and maximum number of blocks of the file that are cached in memory. */
const BLOCK = 64;
const RECENT = 512;
/** Maximum characters in memory. Later strings go to a temporary file. */
const IN_MEMORY = 8 * 1024 * 1024;
/** Overhead of one string, in characters. */
const OF_EACH = 40;

interface Filed {
  from: number;
  to: number;
}

/** The shared strings of a workbook, by index. Large tables of strings are kept in a temporary file. */
export class SharedStrings {
  readonly #blocks: (readonly string[] | Filed)[] = [];
  readonly #recent = new Map<number, readonly string[]>();
  #open: string[] = [];
  #size = 0;
  #file: ScratchFile | undefined;

  add(text: string): void {
    this.#open.push(detachText(text));
    this.#size += text.length + OF_EACH;
    if (this.#open.length < BLOCK) return;
    this.#blocks.push(this.#size > IN_MEMORY ? this.#fileAway(this.#open) : this.#open);
    this.#open = [];
  }

  get(number: number): string | undefined {
    const at = Math.floor(number / BLOCK);
    const block = at === this.#blocks.length ? this.#open : this.#blocks[at];
    if (block === undefined) return undefined;
    return ('from' in block ? this.#read(at, block) : block)[number % BLOCK];
  }

  /** The number of strings. */
  get size(): number {
    return this.#blocks.length * BLOCK + this.#open.length;
  }

  close(): void {
    this.#file?.close();
  }

  #fileAway(block: readonly string[]): Filed {
    this.#file ??= new ScratchFile();
    const from = this.#file.size;
    this.#file.append(JSON.stringify(block));
    return { from, to: this.#file.size };
  }

  /** Neighbouring cells mostly refer to neighbouring strings, so recently used blocks are cached. */
  #read(at: number, { from, to }: Filed): readonly string[] {
    let block = this.#recent.get(at);
    if (block) this.#recent.delete(at);
    else block = JSON.parse(this.#file!.read(from, to).toString()) as readonly string[];
    this.#recent.set(at, block);
    if (this.#recent.size > RECENT) this.#recent.delete(this.#recent.keys().next().value!);
    return block;
  }
}
