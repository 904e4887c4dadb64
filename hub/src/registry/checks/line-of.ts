import { type ASTNode, parse } from 'graphql';

type Named = ASTNode & { readonly name?: { readonly value: string } };

/** The line of a schema where an element is defined, from its coordinate; undefined if the schema does not define it. */
export function lineOf(sdl: string, coordinate: string): number | undefined {
  const [, type, member, argument] = /^@?(\w+)(?:\.(\w+))?(?:\((\w+):\))?$/.exec(coordinate) ?? [];
  const types = (parse(sdl).definitions as readonly Named[]).filter(({ name }) => name?.value === type);
  if (member === undefined) return line(types[0]);
  const members = types.flatMap((node) => [...list(node, 'fields'), ...list(node, 'values')]);
  const found = members.find(({ name }) => name?.value === member);
  return line(
    argument === undefined || !found ? found : list(found, 'arguments').find(({ name }) => name?.value === argument),
  );
}

const line = (node: Named | undefined): number | undefined => node?.loc?.startToken.line;

function list(node: Named, property: string): readonly Named[] {
  return ((node as unknown as Record<string, unknown>)[property] as readonly Named[] | undefined) ?? [];
}
