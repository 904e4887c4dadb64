import { Engine, type EngineOptions } from '../engine/engine.js';
import type { Connect } from '../subgraph/transport.js';

/** The engine that new requests get. A supergraph that does not load leaves the one before in its place. */
export class EngineHolder {
  readonly #connect: Connect;
  readonly #options: EngineOptions;
  readonly #listeners = new Set<(engine: Engine) => void>();
  #engine: Engine;
  #loading?: Engine;
  #loadedAt = new Date();
  #refusal?: string;

  private constructor(engine: Engine, connect: Connect, options: EngineOptions) {
    this.#connect = connect;
    this.#options = options;
    this.#engine = engine;
  }

  /** @throws GatewayError SUPERGRAPH_UNREADABLE */
  static async open(sdl: string, connect: Connect, options: EngineOptions = {}): Promise<EngineHolder> {
    return new EngineHolder(await readied(new Engine(sdl, connect, options)), connect, options);
  }

  get current(): Engine {
    return this.#engine;
  }

  get state(): { loadedAt: string; refused?: string } {
    return { loadedAt: this.#loadedAt.toISOString(), ...(this.#refusal !== undefined && { refused: this.#refusal }) };
  }

  /** Calls back with the engine, now and whenever another takes its place. */
  onChange(listener: (engine: Engine) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#engine);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Puts an engine of the supergraph in place, once it is ready.
   * @returns the engine that it replaced, still open; undefined if the supergraph is the one in place
   * @throws GatewayError SUPERGRAPH_UNREADABLE, which the state then tells
   */
  async replace(sdl: string): Promise<Engine | undefined> {
    const next = sdl === this.#engine.supergraphSdl ? undefined : await this.#load(sdl);
    this.#refusal = undefined;
    if (!next) return undefined;
    const previous = this.#engine;
    this.#engine = next;
    this.#loadedAt = new Date();
    for (const listener of this.#listeners) listener(next);
    return previous;
  }

  /** Also the one that is still being loaded. */
  async close(): Promise<void> {
    await Promise.all([this.#loading?.close(), this.#engine.close()]);
  }

  refuse(reason: string): void {
    this.#refusal = reason;
  }

  async #load(sdl: string): Promise<Engine> {
    try {
      this.#loading = new Engine(sdl, this.#connect, this.#options);
      return await readied(this.#loading);
    } catch (error) {
      this.refuse((error as Error).message);
      throw error;
    } finally {
      this.#loading = undefined;
    }
  }
}

async function readied(engine: Engine): Promise<Engine> {
  try {
    await engine.ready();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
