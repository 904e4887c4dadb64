/** A supergraph that gateways are to serve. */
export interface SupergraphVersion {
  /** The number of the composition. */
  readonly composition: number;
  readonly sdl: string;
}

/** Fulfilled once the gateway serves the supergraph; rejects if it refuses it. */
export type SupergraphListener = (version: SupergraphVersion) => Promise<void>;

/** Milliseconds after which a gateway that has not taken a supergraph is no longer waited for. */
const TIMEOUT_MS = 10_000;

/** The newest supergraph, for all gateways that follow it. */
export class SupergraphFeed {
  readonly #listeners = new Set<SupergraphListener>();
  #current?: SupergraphVersion;

  get current(): SupergraphVersion | undefined {
    return this.#current;
  }

  watch(listener: SupergraphListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sets the supergraph without notifying: for the one that gateways start with. */
  begin(version: SupergraphVersion): void {
    this.#current = version;
  }

  /**
   * Hands a supergraph to every gateway and waits until each serves it, refuses it or is silent for too long.
   * @returns why gateways refused it, a sentence each
   */
  async publish(version: SupergraphVersion): Promise<string[]> {
    const before = this.#current;
    this.#current = version;
    const refusals = await Promise.all([...this.#listeners].map((listener) => refusalOf(listener, version)));
    const refused = refusals.filter((each) => each !== undefined);
    if (refused.length) this.#current = before;
    return refused;
  }
}

async function refusalOf(listener: SupergraphListener, version: SupergraphVersion): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS);
  });
  try {
    await Promise.race([listener(version), late]);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    clearTimeout(timer);
  }
}
