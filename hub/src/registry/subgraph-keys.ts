import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, unwatchFile, watchFile, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readKey, type SigningKey } from '@cabildo/kit/process';
import { codeOf, HubError } from '../errors.js';

/** The keys of one subgraph: the one that calls are signed with, and the one that will replace it. */
interface StoredKeys {
  readonly current: string;
  readonly next?: string;
}

const FILE = 'subgraph-keys.json';
/** Milliseconds between looks at the file. */
const INTERVAL = 500;

/**
 * The keys with which the hub signs its calls to subgraphs of agencies, in a file of its home that only its user may
 * read. A changed file applies without a restart.
 */
export class SubgraphKeys {
  /** By name of the subgraph, the key that calls are signed with now. */
  readonly current: Record<string, SigningKey> = {};
  readonly #file: string;

  constructor(home: string) {
    this.#file = join(home, FILE);
    this.#load();
  }

  /** Follows changes of the file until the returned function is called. */
  watch(): () => void {
    const changed = () => this.#load();
    watchFile(this.#file, { interval: INTERVAL, persistent: false }, changed);
    return () => unwatchFile(this.#file, changed);
  }

  /** Creates the first key of a subgraph. Returns undefined if it has one: no key is shown twice. */
  create(name: string): string | undefined {
    const all = this.#read();
    if (all[name]) return undefined;
    const key = newKey();
    this.#write({ ...all, [name]: { current: key } });
    return key;
  }

  /** Creates the key that will replace the current one. Calls are signed with the current one until `activate`. */
  rotate(name: string): string {
    const all = this.#read();
    const key = newKey();
    const current = all[name]?.current ?? key;
    this.#write({ ...all, [name]: { current, next: key } });
    return key;
  }

  /**
   * Signs calls with the key that `rotate` created.
   * @returns the id of that key
   * @throws HubError KEY_MISSING when there is none
   */
  activate(name: string): string {
    const all = this.#read();
    const next = all[name]?.next;
    if (!next)
      throw new HubError(
        'KEY_MISSING',
        `The subgraph ${name} has no new key: create one with hub subgraph key ${name} --rotate.`,
      );
    this.#write({ ...all, [name]: { current: next } });
    return readKey(next).id;
  }

  #load(): void {
    const all = this.#read();
    for (const name of Object.keys(this.current)) if (!(name in all)) delete this.current[name];
    for (const [name, { current }] of Object.entries(all)) this.current[name] = readKey(current);
  }

  #read(): Record<string, StoredKeys> {
    try {
      return JSON.parse(readFileSync(this.#file, 'utf8')) as Record<string, StoredKeys>;
    } catch (cause) {
      if (codeOf(cause) === 'ENOENT') return {};
      const why = codeOf(cause) ?? (cause as Error).message;
      throw new HubError('SIGNING_KEY_UNREADABLE', `The keys of subgraphs in ${this.#file} cannot be read (${why}).`, {
        cause,
      });
    }
  }

  /** Another process never reads half a file. */
  #write(all: Record<string, StoredKeys>): void {
    const draft = `${this.#file}.${randomBytes(6).toString('hex')}`;
    writeFileSync(draft, `${JSON.stringify(all, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(draft, this.#file);
    this.#load();
  }
}

const newKey = (): string => `${randomBytes(4).toString('hex')}:${randomBytes(32).toString('base64url')}`;
