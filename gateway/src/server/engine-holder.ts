import { Engine, type EngineOptions } from '../engine/engine.js';
import type { Connect } from '../subgraph/transport.js';

/** Holds the engine for new requests. If a new supergraph cannot be loaded, the current engine stays. */
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
    return new EngineHolder(new Engine(sdl, connect, options), connect, options);
  }

  get current(): Engine {
    return this.#engine;
  }

  get state(): { loadedAt: string; refused?: string } {
    return { loadedAt: this.#loadedAt.toISOString(), ...(this.#refusal !== undefined && { refused: this.#refusal }) };
  }

  /** Calls the listener with the current engine now, and with each engine that replaces it. Returns a function to unsubscribe. */
  onChange(listener: (engine: Engine) => void): () => void {
    this.#listeners.add(listener);
    listener(this.#engine);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Replaces the engine with one for the given supergraph, once that engine is ready.
   * @returns the previous engine, still open; undefined if the supergraph is the current one
   * @throws GatewayError SUPERGRAPH_UNREADABLE; the message is then in `state`
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

  /** Closes the current engine and one that is being loaded. */
  async close(): Promise<void> {
    await Promise.all([this.#loading?.close(), this.#engine.close()]);
  }

  /** Records why the newest supergraph was not loaded. */
  refuse(reason: string): void {
    this.#refusal = reason;
  }

  async #load(sdl: string): Promise<Engine> {
    try {
      this.#loading = new Engine(sdl, this.#connect, this.#options);
      return this.#loading;
    } catch (error) {
      this.refuse((error as Error).message);
      throw error;
    } finally {
      this.#loading = undefined;
    }
  }
}
