import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const forgotten = new FinalizationRegistry<number>((file) => closeSync(file));

/**
 * A temporary file without a name. The operating system deletes it when it is closed, garbage collected, or when the
 * process ends.
 */
export class ScratchFile {
  readonly #file: number;
  #size = 0;

  constructor() {
    const path = join(tmpdir(), `cabildo-${process.pid}-${randomBytes(8).toString('hex')}`);
    this.#file = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    forgotten.register(this, this.#file, this);
  }

  /** The size in bytes. */
  get size(): number {
    return this.#size;
  }

  append(text: string): void {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; )
      done += writeSync(this.#file, bytes, done, bytes.length - done, this.#size + done);
    this.#size += bytes.length;
  }

  read(from: number, to: number): Buffer {
    const bytes = Buffer.allocUnsafe(to - from);
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(this.#file, bytes, done, bytes.length - done, from + done);
      if (count === 0) throw new Error(`A file of ${this.#size} bytes ends at ${from + done}.`);
      done += count;
    }
    return bytes;
  }

  close(): void {
    forgotten.unregister(this);
    closeSync(this.#file);
  }
}
