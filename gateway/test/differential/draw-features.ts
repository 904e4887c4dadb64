// Features of Federation that reported faults of gateways were about, drawn on top of a world. They have a stream of
// random numbers of their own, so that the world below them is the same with and without them.
import type { Atlas } from './atlas.js';
import { isPlain, spotsOf } from './draw-twists.js';
import { drawField, drawScalar, wrapped } from './draw-types.js';
import type { Part } from './part.js';
import type { Random } from './random.js';
import type { Entity, Field } from './world.js';

export function drawFeatures(atlas: Atlas, random: Random): void {
  const features = [
    drawQueryBelow,
    drawSharedMutation,
    drawInterfaceOfValues,
    drawTypenameKey,
    drawBigKey,
    drawProgressive,
  ];
  for (const feature of features) if (random.chance(0.35)) feature(atlas, random);
}

/** The type Query below the root, on the root itself or on an entity. */
function drawQueryBelow(atlas: Atlas, random: Random): void {
  const part = random.pick(atlas.parts);
  const entities = [...atlas.entities.keys()].filter((name) => part.definitions.has(name));
  const type = random.pick(['Query', ...entities]);
  const wrap = random.pick(['', '!', '[!]!', '[]']);
  const objects = [{ __typename: 'Query', uid: 'Query' }];
  atlas.place(part, type, { name: `query${part.name}`, type: wrapped('Query', wrap), args: [], objects });
}

/** A mutation that two subgraphs have: it must be sent to one. */
function drawSharedMutation(atlas: Atlas, random: Random): void {
  const homes = drawHomes(atlas, random);
  if (!homes) return;
  const { entity, a, b } = homes;
  const field: Field = {
    name: 'file',
    type: random.pick([entity.name, `${entity.name}!`, `[${entity.name}!]!`]),
    args: [],
    objects: entity.things,
  };
  for (const part of [a, b]) atlas.place(part, 'Mutation', field).directives.add('@shareable');
}

/** A field of an interface is of a value type, of which one field is only reached by a key of an implementation. */
function drawInterfaceOfValues(atlas: Atlas, random: Random): void {
  const homes = drawHomes(atlas, random);
  if (!homes) return;
  const { entity, a, b } = homes;
  const info: Field = { name: 'info', type: random.pick(['Info', 'Info!', '[Info!]']), args: [] };
  const [x, y] = ['x', 'y'].map((name) =>
    drawField(random, name, random.pick([drawScalar(random), 'Long']), { args: [], fails: false }),
  );
  for (const part of [a, b]) {
    atlas.place(part, entity.name, info).directives.add('@shareable');
    atlas.place(part, 'Info', x!);
    part.definitions.get('Info')!.directives.add('@shareable');
  }
  atlas.place(b, 'Info', y!);
  a.define('interface', 'Holder');
  a.definitions.get(entity.name)!.interfaces.add('Holder');
  atlas.place(a, 'Holder', info);
  atlas.place(a, 'Query', {
    name: 'holders',
    type: random.pick(['Holder', '[Holder]!']),
    args: [],
    objects: entity.things,
  });
}

/** `__typename` in the keys of an entity. */
function drawTypenameKey(atlas: Atlas, random: Random): void {
  const entity = random.pick([...atlas.entities.values()]);
  if (entity.interfaces.size) return;
  for (const { definitions } of atlas.parts) {
    const directives = definitions.get(entity.name)?.directives;
    if (directives?.delete('@key(fields: "id")')) directives.add('@key(fields: "__typename id")');
  }
}

const big: Field = {
  name: 'big',
  type: 'Long!',
  args: [],
  fixed: (uid) => 9_007_199_254_740_993n + 2n * BigInt(uid.charCodeAt(uid.length - 1)),
};

/** A key of integers that no double has: two subgraphs know the entity by it alone. */
function drawBigKey(atlas: Atlas, random: Random): void {
  const entity = random.pick([...atlas.entities.values()]);
  if (entity.interfaces.size) return;
  (entity.keys as Entity['keys'][number][]).push({ text: 'big', fields: [big] });
  for (const part of atlas.parts) {
    const definition = part.definitions.get(entity.name);
    if (!definition) continue;
    atlas.addKey(part, entity.name, 'big', [big], true);
    const keys = [...definition.directives].filter((it) => it.startsWith('@key'));
    if (keys.length !== 2 || !definition.directives.has('@key(fields: "id")') || random.chance(0.4)) continue;
    definition.directives.delete('@key(fields: "id")');
    definition.fields.delete('id');
  }
}

/** Another subgraph takes a field over for a part of the requests: for all, for none, or while a label is active. */
function drawProgressive(atlas: Atlas, random: Random): void {
  for (const { part, type, definition, placed } of spotsOf(atlas)) {
    const { field } = placed;
    const isFree = !placed.directives.size && !placed.external && !placed.taken && !field.fixed && !field.requires;
    if (!isFree || definition.isInterfaceObject || !isPlain(placed, atlas) || random.chance(0.6)) continue;
    if (atlas.record?.fields.includes(field)) continue;
    const other = atlas.parts.find(
      (it) =>
        it !== part &&
        it.definitions.has(type) &&
        !it.definitions.get(type)!.fields.has(field.name) &&
        atlas.allows(it, field.type.replace(/[[\]!]/g, '')),
    );
    if (!other || isKnownElsewhere(atlas, part, type, field.name)) continue;
    const label = random.pick(['percent(0)', 'percent(100)', 'nobody']);
    const taker = atlas.place(other, type, field);
    taker.directives.add(`@override(from: "${part.name}", label: "${label}")`);
    (label === 'percent(100)' ? placed : taker).taken = true;
  }
}

const isKnownElsewhere = (atlas: Atlas, own: Part, type: string, field: string): boolean =>
  atlas.parts.some((part) => part !== own && part.definitions.get(type)?.fields.has(field));

/** An entity, and two subgraphs that resolve it by the same key. */
interface Homes {
  readonly entity: Entity;
  readonly a: Part;
  readonly b: Part;
}

function drawHomes(atlas: Atlas, random: Random): Homes | undefined {
  const found = [...atlas.entities.values()].flatMap((entity) =>
    atlas.parts.flatMap((a) =>
      atlas.parts.flatMap((b): Homes[] => {
        const [own, other] = [a, b].map((part) => keysOf(part, entity.name));
        return a !== b && own!.some((key) => other!.includes(key)) ? [{ entity, a, b }] : [];
      }),
    ),
  );
  return found.length ? random.pick(found) : undefined;
}

const keysOf = ({ definitions }: Part, type: string): string[] =>
  [...(definitions.get(type)?.directives ?? [])].filter((it) => /^@key\(fields: "[^"]*"\)$/.test(it));
