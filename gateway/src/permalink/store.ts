import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clientError } from '../errors.js';

const suffix = '.json';

/**
 * Bodies that are kept for ever, a file each, in a folder that any web server could serve as it is. A file is written
 * once: whoever comes second finds what the first has kept.
 */
export class PermalinkStore {
  readonly #folder: string;
  readonly #maxBytes: number;
  #bytes?: Promise<number>;

  /** @param maxBytes of all bodies together; beyond them no new one is taken */
  constructor(folder: string, maxBytes: number) {
    this.#folder = folder;
    this.#maxBytes = maxBytes;
  }

  async find(id: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.#pathOf(id));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Keeps a body under an id, and answers what is kept there. @throws GraphQLError PERMALINKS_FULL */
  async keep(id: string, body: Buffer): Promise<Buffer> {
    await mkdir(this.#folder, { recursive: true });
    this.#bytes ??= bytesIn(this.#folder);
    const bytes = (await this.#bytes) + body.length;
    if (bytes > this.#maxBytes)
      throw clientError('PERMALINKS_FULL', 'No more permalinks are kept here; those that there are stay.');
    const draft = join(this.#folder, `.${randomUUID()}`);
    await writeFile(draft, body, { flush: true });
    try {
      await link(draft, this.#pathOf(id));
      this.#bytes = this.#bytes.then((before) => before + body.length);
      return body;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return await readFile(this.#pathOf(id));
    } finally {
      await rm(draft);
    }
  }

  #pathOf(id: string): string {
    return join(this.#folder, `${id}${suffix}`);
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix));
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
