import { createHash } from 'node:crypto';
import { type ConnectedSubgraph, Snapshot } from '@cabildo/kit';
import { type Composition, CompositionOutcome, recordRows, repository } from '@cabildo/registry';
import { CompositionError } from '@cabildo/schema';
import { composeInThread } from './compose-in-thread.js';
import { type Compose, composeMembers } from './compose-members.js';
import { activeMembers, lastServedMembers, type Member } from './members.js';
import { SupergraphFeed } from './supergraph-feed.js';

const author = { by: 'cabildo' };

/** A list of texts is stored with ` | ` between its members, which a type in a message may contain. */
const storable = (sentence: string) => sentence.replaceAll(' | ', ' or ');

/**
 * Keeps the supergraph equal to the tables of the registry: composes after every change of them,
 * records every attempt, and hands the result to the gateways.
 */
export class Composer {
  readonly feed = new SupergraphFeed();
  readonly #registry: ConnectedSubgraph;
  readonly #own: readonly Member[];
  readonly #compose: Compose;
  readonly #report: (error: unknown) => void;
  #members: readonly Member[] = [];
  #attempted = '';
  #work: Promise<unknown> = Promise.resolve();
  #unwatch?: () => void;

  constructor(
    registry: ConnectedSubgraph,
    own: readonly Member[],
    {
      compose = composeInThread,
      report = console.error,
    }: { compose?: Compose; report?: (error: unknown) => void } = {},
  ) {
    this.#registry = registry;
    this.#own = own;
    this.#compose = compose;
    this.#report = report;
  }

  /**
   * Composes what is registered, and from then on whenever a revision of the registry changes it.
   * @param alone the supergraph of the hub's own subgraphs, which need not be composed again
   */
  async start(alone: string): Promise<void> {
    const partners = await activeMembers(this.#registry);
    if (partners.length === 0) {
      this.#attempted = idsOf(this.#own).join(' ');
      await this.#serve(this.#own, alone, [], []);
    } else {
      this.feed.begin({ composition: 0, sdl: alone });
      this.#members = await lastServedMembers(this.#registry);
      await this.#reconcile(true);
    }
    this.#unwatch = this.#registry.revisions.watch((revision) => {
      // A publisher's command returns after the listeners, so it must not wait for a composition.
      if (revision !== undefined) void this.reconcile().catch(this.#report);
    });
  }

  /** The members of the supergraph that is served. */
  get members(): readonly Member[] {
    return this.#members;
  }

  /** Composes if the registry's tables require another supergraph. One attempt at a time. */
  reconcile(): Promise<void> {
    const next = this.#work.catch(() => undefined).then(() => this.#reconcile());
    this.#work = next;
    return next;
  }

  async stop(): Promise<void> {
    this.#unwatch?.();
    await this.#work.catch(() => undefined);
  }

  /** @param serves whether the supergraph is handed out even if its members are those of the last one */
  async #reconcile(serves = false): Promise<void> {
    const partners = await activeMembers(this.#registry);
    const wanted = idsOf([...this.#own, ...partners]).join(' ');
    if (wanted === this.#attempted) return;
    const lastGood = new Map(this.#members.map((member) => [member.name, member]));
    try {
      const { supergraphSdl, members, held, faults } = await composeMembers(
        this.#own,
        partners,
        lastGood,
        this.#compose,
      );
      this.#attempted = wanted;
      if (!serves && idsOf(members).join(' ') === idsOf(this.#members).join(' ')) {
        await this.#record(CompositionOutcome.FAILED, members, held, faults, undefined);
        return;
      }
      await this.#serve(members, supergraphSdl, held, faults);
    } catch (error) {
      if (!(error instanceof CompositionError)) throw error;
      this.#attempted = wanted;
      await this.#record(
        CompositionOutcome.FAILED,
        [...this.#own, ...partners],
        partners,
        error.faults.map(({ sentence }) => sentence),
        undefined,
      );
    }
  }

  async #serve(members: readonly Member[], sdl: string, held: readonly Member[], faults: readonly string[]) {
    const number = await this.#nextNumber();
    const refused = await this.feed.publish({ composition: number, sdl });
    if (refused.length) {
      await this.#record(CompositionOutcome.FAILED, members, held, [...faults, ...refused], undefined);
      return;
    }
    this.#members = members;
    await this.#record(CompositionOutcome.SERVED, members, held, faults, sdl);
  }

  async #nextNumber(): Promise<number> {
    const newest = await this.#newest();
    return (newest?.number ?? 0) + 1;
  }

  async #newest(): Promise<Composition | undefined> {
    return repository.newestComposition(await Snapshot.newest(this.#registry.database));
  }

  /** Records an attempt, unless it repeats the newest: a hub that starts again composes what it served before. */
  async #record(
    outcome: CompositionOutcome,
    members: readonly Member[],
    held: readonly Member[],
    faults: readonly string[],
    sdl: string | undefined,
  ): Promise<void> {
    const newest = await this.#newest();
    const row = {
      outcome,
      members: idsOf(members),
      held: idsOf(held),
      faults: faults.map(storable),
      supergraphSha256: sdl === undefined ? null : createHash('sha256').update(sdl).digest('hex'),
    };
    if (newest && isSame(newest, row)) return;
    const composedAt = new Date().toISOString();
    await recordRows(
      this.#registry,
      'composition',
      [{ number: (newest?.number ?? 0) + 1, composedAt, ...row }],
      author,
    );
  }
}

const idsOf = (members: readonly Member[]): string[] => members.map(({ id }) => id).sort();

type Attempt = Pick<Composition, 'outcome' | 'members' | 'held' | 'faults' | 'supergraphSha256'>;

function isSame(before: Attempt, now: Attempt): boolean {
  const text = ({ outcome, members, held, faults, supergraphSha256 }: Attempt) =>
    JSON.stringify([outcome, members, held, faults, supergraphSha256]);
  return text(before) === text(now);
}
