// What Federation lets subgraphs say of each other's fields, drawn at random.
import { type Atlas, named } from './atlas.js';
import { levels } from './draw-types.js';
import type { Definition, Part, Placed } from './part.js';
import type { Random } from './random.js';
import type { Field, Requirement } from './world.js';

interface Spot {
  readonly part: Part;
  readonly type: string;
  readonly definition: Definition;
  readonly placed: Placed;
}

export function drawTwists(atlas: Atlas, random: Random): void {
  for (const spot of spotsOf(atlas)) {
    const { placed } = spot;
    if (placed.field.fixed || placed.directives.size || placed.external) continue;
    // What the objects of an interface have in common is one field.
    if (atlas.record?.fields.includes(placed.field)) continue;
    const twist = random.next();
    if (twist < 0.15) share(atlas, spot, random);
    else if (twist < 0.35) makeRequire(atlas, spot, random);
    else if (twist < 0.45) takeOver(atlas, spot, random);
    else if (twist < 0.5 && !placed.field.requires) placed.directives.add('@inaccessible');
  }
  for (const spot of spotsOf(atlas)) if (random.chance(0.2)) provide(atlas, spot, random);
}

/** Fields of entities, and of interface objects, with a value of their own. */
export function spotsOf(atlas: Atlas): Spot[] {
  return atlas.parts.flatMap((part) =>
    [...part.definitions.values()].flatMap((definition) => {
      const isEntity = atlas.entities.has(definition.name) || definition.isInterfaceObject;
      const fields = isEntity ? [...definition.fields.values()] : [];
      return fields.map((placed) => ({ part, type: definition.name, definition, placed }));
    }),
  );
}

export const isPlain = ({ field }: Placed, atlas: Atlas): boolean =>
  field.values === levels ||
  (!field.values && !atlas.interfaces.has(named(field.type)) && !/Hit|Record/.test(field.type));

/** Other subgraphs that know the type. */
const othersOf = (atlas: Atlas, { part, type }: Spot): Part[] =>
  atlas.parts.filter((it) => it !== part && it.definitions.has(type));

function share(atlas: Atlas, spot: Spot, random: Random): void {
  const { placed, type } = spot;
  const others = othersOf(atlas, spot).filter(
    ({ definitions }) => !definitions.get(type)!.fields.has(placed.field.name),
  );
  const other = others.length ? random.pick(others) : undefined;
  if (!other || !isPlain(placed, atlas) || placed.field.requires || !atlas.allows(other, named(placed.field.type)))
    return;
  if (spot.definition.isInterfaceObject) return;
  placed.directives.add('@shareable');
  atlas.place(other, type, placed.field).directives.add('@shareable');
}

/** Makes the field require some that other subgraphs own, none of which requires it in turn. */
function makeRequire(atlas: Atlas, { part, type, placed }: Spot, random: Random): void {
  if (placed.field.requires || placed.field.objects) return;
  const known = [...(atlas.fields.get(type)?.values() ?? [])];
  const candidates = known.filter((it) => isRequirable(it, atlas, part, type) && !reaches(it, placed.field));
  const requires = random.some(candidates, 1 + random.below(2)).map((field) => requirement(field, atlas, random));
  if (!requires.length) return;
  for (const { field } of requires) {
    const external = atlas.place(part, type, field);
    external.external = true;
    external.directives.add('@external');
  }
  placed.directives.add(`@requires(fields: "${requires.map(spelled).join(' ')}")`);
  // Whoever knows the field, or requires it in turn, is to know it as it now is.
  Object.assign(placed.field, { requires, fails: false });
}

function isRequirable(field: Field, atlas: Atlas, part: Part, type: string): boolean {
  if (field.fixed || field.fails || field.objects || field.values?.length === 0) return false;
  if (field.values && field.values !== levels) return false;
  if (part.definitions.get(type)!.fields.has(field.name)) return false;
  return atlas.owners(type, field.name).length > 0 && atlas.allows(part, named(field.type));
}

const reaches = (from: Field, to: Field): boolean =>
  from.name === to.name || (from.requires ?? []).some(({ field }) => reaches(field, to));

function requirement(field: Field, atlas: Atlas, random: Random): Requirement {
  const value = atlas.values.get(named(field.type));
  const scalars = value?.filter(({ objects }) => !objects);
  const args = Object.fromEntries(field.args.map(({ name, type }) => [name, literalOf(type, random)]));
  return { field, args, below: scalars && random.some(scalars, 1 + random.below(2)) };
}

function literalOf(type: string, random: Random): unknown {
  if (type.includes('Filter')) return null;
  if (type.startsWith('[')) return ['r'];
  return named(type) === 'Sort' ? 'ASC' : named(type) === 'ID' ? 'q' : 1 + random.below(5);
}

function spelled({ field, args, below }: Requirement): string {
  const list = Object.entries(args).map(([name, value]) => `${name}: ${literalText(value)}`);
  const inner = below ? ` { ${below.map(({ name }) => name).join(' ')} }` : '';
  return `${field.name}${list.length ? `(${list.join(', ')})` : ''}${inner}`;
}

function literalText(value: unknown): string {
  if (value === 'ASC') return value;
  return JSON.stringify(value).replaceAll('"', '\\"');
}

/** Makes the field one that another subgraph had before. */
function takeOver(atlas: Atlas, spot: Spot, random: Random): void {
  const { placed, type } = spot;
  const { field } = placed;
  const others = othersOf(atlas, spot).filter(({ definitions }) => !definitions.get(type)!.fields.has(field.name));
  const other = others.length ? random.pick(others) : undefined;
  if (!other || spot.definition.isInterfaceObject || !isPlain(placed, atlas)) return;
  if (!atlas.allows(other, named(field.type))) return;
  atlas.place(other, type, field).taken = true;
  placed.directives.add(`@override(from: "${other.name}")`);
}

/** Makes a field of an entity provide one of that which it leads to. */
function provide(atlas: Atlas, { part, placed }: Spot, random: Random): void {
  const target = named(placed.field.type);
  const entity = atlas.entities.get(target);
  if (!entity || placed.external || placed.taken || placed.directives.size) return;
  const fields = [...(atlas.fields.get(target)?.values() ?? [])].filter(
    (it) =>
      isRequirable(it, atlas, part, target) && !it.requires && !it.args.length && !atlas.values.has(named(it.type)),
  );
  if (!fields.length) return;
  const field = random.pick(fields);
  const owners = atlas.owners(target, field.name);
  if (owners.some((owner) => owner.definitions.get(target)!.isInterfaceObject)) return;
  for (const owner of owners) owner.definitions.get(target)!.fields.get(field.name)!.directives.add('@shareable');
  const external = atlas.place(part, target, field);
  external.external = true;
  external.directives.add('@external');
  placed.directives.add(`@provides(fields: "${field.name}")`);
  placed.provides = field.name;
}
