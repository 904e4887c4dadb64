import { checkSize, type OrderTerm, type Page, type PageArgs, pageOf, readCursor } from './connection.js';

type ListTerm<Node> = Omit<OrderTerm<Node>, 'expression'>;

/** A page of a list that is whole in memory and ordered by `terms`, such as a ranking that is computed at once. */
export function pageOfList<Node extends object>(
  list: readonly Node[],
  name: string,
  terms: ListTerm<Node>[],
  args: PageArgs,
): Page<Node> {
  checkSize(args.first);
  const place = args.after == null ? undefined : readCursor(args.after, name, terms.length);
  const start = place ? list.findIndex((node) => liesBeyond(node, terms, place)) : 0;
  const found = start < 0 ? [] : list.slice(start, start + args.first + 1);
  return pageOf(found, name, terms, args, async () => list.length);
}

function liesBeyond<Node>(node: Node, terms: ListTerm<Node>[], place: (string | number)[]): boolean {
  const at = terms.findIndex((term, index) => term.valueOf(node) !== place[index]);
  if (at < 0) return false;
  const value = terms[at]!.valueOf(node);
  return terms[at]!.descending ? value < place[at]! : value > place[at]!;
}
