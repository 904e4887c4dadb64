import {
  Column,
  type Context,
  connectionOf,
  dataset,
  defineSubgraph,
  MunicipalityCodeScalar,
  manyEach,
  oneEach,
  PageArgs,
  PartialDateScalar,
  page,
  Recorded,
  type Snapshot,
  UrlScalar,
} from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Migration } from '@mikro-orm/migrations';
import { sql } from 'kysely';
import {
  Arg,
  Args,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Float,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  registerEnumType,
} from 'type-graphql';

export enum Use {
  DRINKING = 'DRINKING',
  FARMING = 'FARMING',
}
registerEnumType(Use, { name: 'Use', description: 'What a well is for.' });

@ObjectType({ description: 'A well.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'well' })
export class Well extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true, description: 'Where it is.' })
  municipalityCode!: string;

  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => String, { description: 'Its name.' })
  name!: string;

  @Column(() => Float, { nullable: true, description: 'Metres.' })
  depthM!: number | null;

  @Column(() => Int, { nullable: true, description: 'Permits.' })
  permits!: number | null;

  @Column(() => [Use], { description: 'What it is for.' })
  uses!: Use[];

  @Column(() => Boolean, { nullable: true, description: 'Whether it gives water.' })
  active!: boolean | null;

  @Column(() => PartialDateScalar, { nullable: true, description: 'When it was dug.' })
  dug!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'Its page.' })
  url!: string | null;

  @Column(() => String, { nullable: true, description: 'The well that it replaces.' })
  replacesId!: string | null;
}

@ObjectType({ description: 'A page of wells.' })
class WellConnection extends connectionOf(Well) {}

@ObjectType({ description: 'A municipality.' })
@Directive('@key(fields: "code")')
class Municipality {
  @Field(() => MunicipalityCodeScalar, { description: 'Its code.', simple: true })
  code!: string;
}

const wellById = oneEach(
  (snapshot: Snapshot, ids: readonly string[]) => snapshot.rows(Well).where('id', 'in', ids).execute(),
  ({ id }) => id,
);
const wellsOf = manyEach(
  (snapshot: Snapshot, codes: readonly string[]) =>
    snapshot.rows(Well).where('municipality_code', 'in', codes).orderBy('id').execute(),
  ({ municipalityCode }) => municipalityCode,
);

@Resolver(() => Well)
class WellResolver {
  @Query(() => Well, { nullable: true })
  well(@Ctx() { loads }: Context, @Arg('id', () => String) id: string) {
    return loads.load(wellById, id);
  }

  @Query(() => WellConnection)
  wells(@Ctx() { snapshot }: Context, @Args(() => PageArgs) args: PageArgs) {
    return page(snapshot.rows(Well), 'wells', [{ expression: sql.ref('id'), valueOf: ({ id }) => id }], args);
  }

  @Query(() => Int, { nullable: true })
  broken(@Arg('how', () => String) how: string, @Ctx() { snapshot }: Context) {
    if (how === 'sql') return snapshot.db.selectFrom('no_such_table').select('secret').execute();
    throw new Error('the password is hunter2');
  }
}

@Resolver(() => Municipality)
class MunicipalityResolver {
  @FieldResolver(() => [Well])
  wells(@Root('code') code: string, @Ctx() { loads }: Context) {
    return loads.load(wellsOf, code);
  }
}

class Wells0001 extends Migration {
  override up(): void {
    this.addSql(`create table well (
      municipality_code text not null, id text not null, name text not null, depth_m float8, permits integer,
      uses text[] not null, active boolean, dug text, url text, replaces_id text,
      source_id integer not null references source (id), line integer,
      recorded_from integer not null references revision (number) deferrable initially deferred, recorded_to integer not null,
      primary key (municipality_code, id, recorded_from), unique (municipality_code, id, recorded_to))`);
  }
}

/** A small example subgraph of a partner agency. */
export const wells = defineSubgraph({
  name: 'wells',
  entities: [Well],
  resolvers: [WellResolver, MunicipalityResolver],
  types: [Municipality],
  references: {
    Well: ({ id }: { id: string }, { loads }: Context) => loads.load(wellById, id),
    Municipality: ({ code }: { code: string }) => ({ code }),
  },
  datasets: [
    dataset({
      name: 'well',
      entity: Well,
      references: [{ column: 'replacesId', entity: Well, key: 'id' }],
      rules: [
        {
          code: 'VERY_DEEP',
          description: 'A well is deeper than any known.',
          severity: 'warning',
          check: ({ depthM }) =>
            depthM !== null && depthM > 1000
              ? { column: 'depth_m', found: `${depthM}`, expected: 'at most 1000' }
              : undefined,
        },
      ],
    }),
  ],
  migrations: [Wells0001],
});
