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

  /** @throws GatewayError SUPERGRAPH_UNREADABLE */
  constructor(sdl: string, connect: Connect, options: EngineOptions = {}) {
    this.#connect = connect;
    this.#options = options;
    this.#engine = this.#make(sdl);
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
   * Puts an engine of the supergraph in place.
   * @returns the engine that it replaced, still open; undefined if the supergraph is the one in place
   * @throws GatewayError SUPERGRAPH_UNREADABLE, which the state then tells
   */
  replace(sdl: string): Engine | undefined {
    this.#refusal = undefined;
    if (sdl === this.#engine.supergraphSdl) return undefined;
    const next = this.#load(sdl);
    const previous = this.#engine;
    this.#engine = next;
    this.#loadedAt = new Date();
    for (const listener of this.#listeners) listener(next);
    return previous;
  }

  refuse(reason: string): void {
    this.#refusal = reason;
  }

  #make(sdl: string): Engine {
    return new Engine(sdl, this.#connect, this.#options);
  }

  #load(sdl: string): Engine {
    try {
      return this.#make(sdl);
    } catch (error) {
      this.refuse((error as Error).message);
      throw error;
    }
  }
}
