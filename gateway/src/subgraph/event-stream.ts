/** The stream breaks a limit, or is not an event stream. */
export class EventStreamError extends Error {}

/** Maximum characters of one event. A revision event has about 150. */
const maxEvent = 1_024;
/** Maximum bytes and events in one second. A stream with one revision per second has a thousandth of it. */
const maxBytesPerSecond = 64 * 1_024;
const maxEventsPerSecond = 100;

/**
 * Reads the `data` fields of server-sent events in linear time: each byte is looked at once, and an event longer than the
 * limit ends the stream.
 */
export class EventStreamReader {
  #rest = '';
  #second = 0;
  #bytes = 0;
  #events = 0;

  constructor(readonly now: () => number = () => performance.now()) {}

  /** Returns the data of each event that is complete. @throws EventStreamError */
  read(chunk: string): string[] {
    this.#count(chunk.length, 0);
    const text = this.#rest + chunk.replaceAll('\r', '');
    const found: string[] = [];
    let start = 0;
    // An event that began earlier has no blank line before the last character of the rest.
    let end = text.indexOf('\n\n', Math.max(0, this.#rest.length - 1));
    while (end !== -1) {
      const event = text.slice(start, end);
      if (event.length > maxEvent) throw tooLong();
      const data = /^data: ?(.*)$/m.exec(event)?.[1];
      if (data !== undefined) found.push(data);
      start = end + 2;
      end = text.indexOf('\n\n', start);
    }
    this.#rest = text.slice(start);
    if (this.#rest.length > maxEvent) throw tooLong();
    this.#count(0, found.length);
    return found;
  }

  #count(bytes: number, events: number): void {
    const second = Math.floor(this.now() / 1_000);
    if (second !== this.#second) this.#bytes = this.#events = 0;
    this.#second = second;
    this.#bytes += bytes;
    this.#events += events;
    if (this.#bytes > maxBytesPerSecond) throw new EventStreamError(`more than ${maxBytesPerSecond} bytes in a second`);
    if (this.#events > maxEventsPerSecond)
      throw new EventStreamError(`more than ${maxEventsPerSecond} events in a second`);
  }
}

const tooLong = () => new EventStreamError(`an event of more than ${maxEvent} characters`);
