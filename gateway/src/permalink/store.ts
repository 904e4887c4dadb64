import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clientError } from '../errors.js';

const suffix = '.json';

export interface PermalinkStoreOptions {
  readonly folder: string;
  /** Maximum bytes of all permalinks. */
  readonly maxBytes: number;
  /** Maximum bytes of one permalink, 2 MiB by default. */
  readonly maxBytesEach?: number;
  /** Days after which a permalink is deleted that was never read, 30 by default. */
  readonly unreadDays?: number;
}

const DAY_MS = 86_400_000;

/**
 * Stores permalinks as files, in a folder that any web server could serve. A file is written once. The first read sets
 * its modification time to 0: a file with another modification time was never read, and is deleted after some days.
 */
export class PermalinkStore {
  readonly #options: Required<PermalinkStoreOptions>;
  #bytes?: Promise<number>;

  constructor(options: PermalinkStoreOptions) {
    this.#options = { maxBytesEach: 2 * 1024 * 1024, unreadDays: 30, ...options };
  }

  async find(id: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.#pathOf(id));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Finds a permalink for a reader: it is stored for ever from now on. */
  async read(id: string): Promise<Buffer | undefined> {
    const body = await this.find(id);
    if (body) await utimes(this.#pathOf(id), new Date(), new Date(0)).catch(() => undefined);
    return body;
  }

  /**
   * Stores a body under an id, and returns the body that is stored there.
   * @throws GraphQLError PERMALINK_TOO_LARGE, PERMALINKS_FULL
   */
  async add(id: string, body: Buffer): Promise<Buffer> {
    const { folder, maxBytes, maxBytesEach } = this.#options;
    if (body.length > maxBytesEach)
      throw clientError(
        'PERMALINK_TOO_LARGE',
        `The permalink has ${body.length} bytes; the maximum is ${maxBytesEach}. Request fewer fields.`,
      );
    await mkdir(folder, { recursive: true });
    this.#bytes ??= this.#measure();
    if ((await this.#bytes) + body.length > maxBytes) this.#bytes = this.deleteUnread().then(() => this.#measure());
    if ((await this.#bytes) + body.length > maxBytes)
      throw clientError('PERMALINKS_FULL', 'The space for permalinks is used up. The stored permalinks remain.');
    return this.#write(id, body);
  }

  /** Deletes the permalinks that nobody has read for some days after they were created. @returns their number */
  async deleteUnread(now = Date.now()): Promise<number> {
    const oldest = now - this.#options.unreadDays * DAY_MS;
    const files = await this.#files();
    const unread = files.filter(({ modified }) => modified > 0 && modified < oldest);
    for (const { path } of unread) await rm(path, { force: true });
    return unread.length;
  }

  async #write(id: string, body: Buffer): Promise<Buffer> {
    const draft = join(this.#options.folder, `.${randomUUID()}`);
    await writeFile(draft, body, { flush: true });
    try {
      await link(draft, this.#pathOf(id));
      this.#bytes = this.#bytes?.then((before) => before + body.length);
      return body;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      return await readFile(this.#pathOf(id));
    } finally {
      await rm(draft);
    }
  }

  async #measure(): Promise<number> {
    return (await this.#files()).reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async #files() {
    const { folder } = this.#options;
    const names = (await readdir(folder)).filter((name) => name.endsWith(suffix));
    return Promise.all(
      names.map(async (name) => {
        const path = join(folder, name);
        const { size, mtimeMs } = await stat(path);
        return { path, bytes: size, modified: Math.floor(mtimeMs / 1_000) * 1_000 };
      }),
    );
  }

  #pathOf(id: string): string {
    return join(this.#options.folder, `${id}${suffix}`);
  }
}
