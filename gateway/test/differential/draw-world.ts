// Draws a supergraph: what its subgraphs own, and by which keys they know it.
import { Atlas } from './atlas.js';
import { drawFeatures } from './draw-features.js';
import { drawTwists } from './draw-twists.js';
import { drawEntities, drawField, drawScalar, fieldNames } from './draw-types.js';
import { Part } from './part.js';
import { Random } from './random.js';
import type { Entity, Field, World } from './world.js';

export interface Drawn {
  readonly world: World;
  readonly parts: readonly Part[];
}

export function drawWorld(seed: number): Drawn {
  const random = new Random(seed);
  const parts = random.some(['a', 'b', 'c', 'd', 'e'], 2 + random.below(3)).map((name) => new Part(name));
  const atlas = new Atlas(parts, random);
  const implementers = random.chance(0.4) ? 2 : 0;
  for (const entity of drawEntities(random, implementers)) atlas.entities.set(entity.name, entity);
  if (implementers) drawRecord(atlas, random);
  drawAbstract(atlas, random);
  drawValues(atlas, random);
  for (const entity of atlas.entities.values()) drawHomes(atlas, entity, random);
  for (const entity of atlas.entities.values()) drawFields(atlas, entity, random);
  drawTwists(atlas, random);
  drawRoots(atlas, random);
  drawFeatures(atlas, new Random(seed ^ 0x5eed));
  return { world: atlas.world, parts: parts.filter(({ definitions }) => definitions.size > 0) };
}

function drawRecord(atlas: Atlas, random: Random): void {
  const [home, ...others] = random.some(atlas.parts, atlas.parts.length).sort(() => random.next() - 0.5);
  const objectHomes = others.slice(0, 1 + random.below(2));
  const fields = ['title', 'pages'].slice(0, random.below(3)).map((it) => drawField(random, it, drawScalar(random)));
  atlas.record = { home: home!, objectHomes, fields };
  atlas.touch(home!, 'Record');
  for (const part of objectHomes) {
    atlas.touch(part, 'Record');
    for (const name of [`stars${part.name}`, `notes${part.name}`].slice(0, 1 + random.below(2))) {
      const field = drawField(random, name, drawScalar(random));
      atlas.place(part, 'Record', field);
      for (const { name: type, interfaces } of atlas.entities.values())
        if (interfaces.size) atlas.fields.set(type, (atlas.fields.get(type) ?? new Map()).set(name, field));
    }
  }
}

/** A union, and interfaces that stand in some subgraphs, each with a part of the fields in each. */
function drawAbstract(atlas: Atlas, random: Random): void {
  const entities = [...atlas.entities.values()];
  atlas.hits = random.some(entities, 2 + random.below(2));
  for (const name of ['Named', 'Dated'].slice(0, random.below(3))) {
    const objects = random.some(entities, 1 + random.below(3));
    const hosts = atlas.parts.filter((part) => objects.every((object) => atlas.allows(part, object.name)));
    const fields = ['label', 'weight'].map((it) =>
      drawField(random, `${it}${name[0]}`, drawScalar(random), { args: [], fails: random.chance(0.2) }),
    );
    const homes = random.some(hosts, 1 + random.below(2));
    if (homes.length)
      atlas.interfaces.set(name, {
        objects,
        homes: new Map(homes.map((it) => [it, random.some(fields, 1 + random.below(2))])),
      });
  }
}

function drawValues(atlas: Atlas, random: Random): void {
  for (const name of ['Seat', 'Money'].slice(0, 1 + random.below(2))) {
    const scalars = ['x', 'y'].map((it) => drawField(random, it, drawScalar(random), { args: [], fails: false }));
    const entity = random.pick([...atlas.entities.values()]);
    const link = drawField(random, 'by', entity.name, { args: [], objects: entity.things });
    atlas.values.set(name, random.chance(0.4) ? [...scalars, link] : scalars);
  }
}

/** The subgraphs that an entity lives in; the first knows all its keys, so that one can be exchanged for another. */
function drawHomes(atlas: Atlas, { name, keys }: Entity, random: Random): void {
  const allowed = atlas.parts.filter((part) => atlas.allows(part, name));
  const homes = random.some(allowed, 1 + random.below(3)).sort(() => random.next() - 0.5);
  const owner = atlas.entities.get(name)!.interfaces.size ? atlas.record!.home : homes[0]!;
  for (const key of keys) atlas.addKey(owner, name, key.text, key.fields, true);
  for (const part of homes)
    for (const key of random.some(keys, 1 + random.below(2))) atlas.addKey(part, name, key.text, key.fields, true);
}

function drawFields(atlas: Atlas, { name }: Entity, random: Random): void {
  const homes = atlas.parts.filter(({ definitions }) =>
    [...(definitions.get(name)?.directives ?? [])].some((it) => it.startsWith('@key') && !it.includes('resolvable')),
  );
  for (const field of random.some(fieldNames, 3 + random.below(5)))
    if (!atlas.fields.get(name)?.has(field)) {
      const part = random.pick(homes);
      atlas.place(part, name, drawFieldOf(atlas, part, field, random));
    }
}

function drawFieldOf(atlas: Atlas, part: Part, name: string, random: Random, more: Partial<Field> = {}): Field {
  const types = ['Level', 'Tone', 'Hit', 'Record', ...atlas.interfaces.keys(), ...atlas.values.keys()];
  const composites = [...types, ...atlas.entities.keys(), ...atlas.entities.keys()];
  const fit = composites.filter((type) => type !== 'Ref' && atlas.allows(part, type));
  const type = random.chance(0.4) ? drawScalar(random) : random.pick(fit);
  const objects = atlas.objectsOf(part, type);
  return drawField(random, name, type, { objects, values: atlas.valuesOf(part, type), ...more });
}

function drawRoots(atlas: Atlas, random: Random): void {
  for (const part of atlas.parts) {
    const count = 1 + random.below(3);
    for (let i = 0; i < count; i++) {
      const name = `${random.pick(['first', 'all', 'top', 'hits'])}${part.name}${i}`;
      const field = drawFieldOf(atlas, part, name, random);
      atlas.place(part, 'Query', { ...field, fails: random.chance(0.05) });
    }
    if (random.chance(0.3)) {
      const mutation = drawFieldOf(atlas, part, `change${part.name}`, random);
      atlas.place(part, 'Mutation', mutation);
    }
  }
  for (const { name, things } of atlas.entities.values()) {
    const knowing = atlas.parts.filter(({ definitions }) => definitions.has(name));
    const field = drawField(random, name.toLowerCase(), name, { args: [], objects: things, fails: false });
    const hosts = random.some(knowing, 1 + random.below(2));
    for (const part of hosts) {
      const { directives } = atlas.place(part, 'Query', field);
      if (hosts.length > 1) directives.add('@shareable');
    }
  }
}
