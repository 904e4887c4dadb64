import { Engine, type EngineOptions } from '../engine/engine.js';
import type { Connect } from '../transport.js';

/** The engine that new requests get. A supergraph that does not load leaves the one before in its place. */
export class EngineHolder {
  readonly #connect: Connect;
  readonly #options: EngineOptions;
  readonly #listeners = new Set<(engine: Engine) => void>();
  #engine: Engine;
  #loadedAt = new Date();
  #refusal?: string;

  private constructor(engine: Engine, connect: Connect, options: EngineOptions) {
    this.#connect = connect;
    this.#options = options;
    this.#engine = engine;
  }

  /** @throws GatewayError SUPERGRAPH_UNREADABLE */
  static async open(sdl: string, connect: Connect, options: EngineOptions = {}): Promise<EngineHolder> {
    return new EngineHolder(await openEngine(sdl, connect, options), connect, options);
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

  refuse(reason: string): void {
    this.#refusal = reason;
  }

  async #load(sdl: string): Promise<Engine> {
    try {
      return await openEngine(sdl, this.#connect, this.#options);
    } catch (error) {
      this.refuse((error as Error).message);
      throw error;
    }
  }
}

async function openEngine(sdl: string, connect: Connect, options: EngineOptions): Promise<Engine> {
  const engine = new Engine(sdl, connect, options);
  try {
    await engine.ready();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}
