import { byArguments } from '../read/loader.js';
import type { Rows, Snapshot } from '../read/snapshot.js';
import { countAll, type OrderTerm, type Page, type PageArgs, page } from './connection.js';

/** A list whose pages are found by their arguments alone. */
export interface CachedList<Row, Args> {
  name(args: Args): string;
  rows(snapshot: Snapshot, args: Args): Rows<Row>;
  terms(snapshot: Snapshot, args: Args): OrderTerm<Row>[];
}

/** Pages that are kept for later requests: `loads.load(list, '', args)`. */
export const cachedPage = <Row extends object, Args extends PageArgs>({ name, rows, terms }: CachedList<Row, Args>) =>
  byArguments(async (snapshot, args: Args): Promise<Page<Row>> => {
    const found = await page(rows(snapshot, args), name(args), terms(snapshot, args), args);
    return { ...found, countAll: remembered((later) => countAll(rows(later, args))) };
  });

/** Counts once, whoever asks. A count that fails, as where its request is cut short, fails for that request alone. */
export function remembered<Counted>(count: (snapshot: Snapshot) => Promise<Counted>) {
  let counted: Promise<Counted> | undefined;
  const underWay = new WeakMap<Snapshot, Promise<Counted>>();
  return (snapshot: Snapshot): Promise<Counted> => {
    const begun = counted ?? underWay.get(snapshot) ?? count(snapshot);
    underWay.set(snapshot, begun);
    begun.then(
      () => (counted = begun),
      () => {},
    );
    return begun;
  };
}
