import { byArguments } from '../read/loader.js';
import type { Rows, Snapshot } from '../read/snapshot.js';
import { countAll, type OrderTerm, type Page, type PageArgs, page } from './connection.js';

/** A list whose pages depend only on the arguments and the revision. */
export interface CachedList<Row, Args> {
  name(args: Args): string;
  rows(snapshot: Snapshot, args: Args): Rows<Row>;
  terms(snapshot: Snapshot, args: Args): OrderTerm<Row>[];
}

/** Caches pages for later requests at the same revision: `loads.load(list, '', args)`. */
export const cachedPage = <Row extends object, Args extends PageArgs>({ name, rows, terms }: CachedList<Row, Args>) =>
  byArguments(async (snapshot, args: Args): Promise<Page<Row>> => {
    const found = await page(rows(snapshot, args), name(args), terms(snapshot, args), args);
    return { ...found, countAll: memoizedCount((later) => countAll(rows(later, args))) };
  });

/** Memoizes a count. A failed count, such as that of a cancelled request, is not memoized. */
export function memoizedCount<Counted>(count: (snapshot: Snapshot) => Promise<Counted>) {
  let succeeded: Promise<Counted> | undefined;
  const running = new WeakMap<Snapshot, Promise<Counted>>();
  return (snapshot: Snapshot): Promise<Counted> => {
    const result = succeeded ?? running.get(snapshot) ?? count(snapshot);
    running.set(snapshot, result);
    result.then(
      () => (succeeded = result),
      () => {},
    );
    return result;
  };
}
