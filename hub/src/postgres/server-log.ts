import { closeSync, existsSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Home } from '../home.js';

const MAX_BYTES = 5_000_000;
const TAIL_BYTES = 16_384;

/** What PostgreSQL says, in `<home>/postgres.log`; an overgrown one is put aside at the next start. */
export class ServerLog {
  readonly path: string;

  constructor(home: Home) {
    this.path = join(home.path, 'postgres.log');
  }

  /** Opens the log for a server to write to; the caller closes the descriptor. */
  open(): { descriptor: number; from: number } {
    if (this.size() > MAX_BYTES) renameSync(this.path, `${this.path}.1`);
    return { from: this.size(), descriptor: openSync(this.path, 'a', 0o600) };
  }

  /** What was written after byte `from`, its end where it is long. */
  since(from: number): string {
    const start = Math.max(from, this.size() - TAIL_BYTES);
    const buffer = Buffer.alloc(TAIL_BYTES);
    const file = openSync(this.path, 'r');
    try {
      return buffer.toString('utf8', 0, readSync(file, buffer, 0, TAIL_BYTES, start));
    } finally {
      closeSync(file);
    }
  }

  private size(): number {
    return existsSync(this.path) ? statSync(this.path).size : 0;
  }
}
