/** A schema that an agency wants the hub to serve. */
export interface Proposal {
  readonly name: string;
  readonly sdl: string;
  /** Where gateways are to send operations; the registered address when left out. */
  readonly url?: string;
}
