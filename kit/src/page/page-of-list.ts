import { checkSize, type OrderTerm, type Page, type PageArgs, pageOf, readCursor } from './connection.js';

type ListTerm<Node> = Omit<OrderTerm<Node>, 'expression'>;

/** Returns a page of a list that is completely in memory and ordered by `terms`, such as a computed ranking. */
export function pageOfList<Node extends object>(
  list: readonly Node[],
  name: string,
  terms: ListTerm<Node>[],
  args: PageArgs,
): Page<Node> {
  checkSize(args.first);
  const position = args.after == null ? undefined : readCursor(args.after, name, terms.length);
  const start = position ? list.findIndex((node) => isAfter(node, terms, position)) : 0;
  const found = start < 0 ? [] : list.slice(start, start + args.first + 1);
  return pageOf(found, name, terms, args, async () => list.length);
}

function isAfter<Node>(node: Node, terms: ListTerm<Node>[], position: (string | number)[]): boolean {
  const at = terms.findIndex((term, index) => term.valueOf(node) !== position[index]);
  if (at < 0) return false;
  const value = terms[at]!.valueOf(node);
  return terms[at]!.descending ? value < position[at]! : value > position[at]!;
}
