import {
  Column,
  dataset,
  defineSubgraph,
  MunicipalityCodeScalar,
  municipalitiesOfMexico,
  PartialDateScalar,
  PeriodScalar,
  Recorded,
} from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Migration } from '@mikro-orm/migrations';
import { Float, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql';

export enum ObservationStatus {
  OBSERVED = 'OBSERVED',
  NOT_AVAILABLE = 'NOT_AVAILABLE',
  CONFIDENTIAL = 'CONFIDENTIAL',
}
registerEnumType(ObservationStatus, { name: 'ObservationStatus', description: 'Why a value is unknown.' });

@ObjectType({ description: 'An observation of a municipality.' })
@Entity({ tableName: 'observation' })
export class Observation extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true, description: 'Where.' })
  municipalityCode!: string;

  @Column(() => String, { key: true, description: 'What.' })
  indicatorCode!: string;

  @Column(() => PeriodScalar, { key: true, description: 'When.' })
  period!: string;

  @Column(() => String, { key: true, description: 'By which method.' })
  series!: string;

  @Column(() => String, { key: true, description: 'Whose.' })
  sourceCode!: string;

  @Column(() => Float, { nullable: true, description: 'How much.' })
  value!: number | null;

  @Column(() => String, { nullable: true, description: 'As published.' })
  rawText!: string | null;

  @Column(() => ObservationStatus, { description: 'Why it is unknown.' })
  status!: ObservationStatus;

  @Column(() => Boolean, { description: 'Whether it covers a part of the period.' })
  partial!: boolean;
}

@ObjectType({ description: 'An institution.' })
@Entity({ tableName: 'institution' })
export class Institution extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => String, { description: 'Its name.' })
  name!: string;

  @Column(() => PartialDateScalar, { nullable: true, description: 'Since when.' })
  validFrom!: string | null;

  @Column(() => PartialDateScalar, { nullable: true, description: 'Until when.' })
  validTo!: string | null;

  @Column(() => String, { nullable: true, description: 'What it follows.' })
  predecessorId!: string | null;
}

@Resolver(() => Observation)
class ObservationResolver {
  @Query(() => String, { description: 'A name.' })
  observationsName(): string {
    return 'observations';
  }
}

const recorded = `source_id integer not null references source (id), line integer,
  recorded_from integer not null references revision (number) deferrable initially deferred,
  recorded_to integer not null check (recorded_to > recorded_from)`;

class Observations0001 extends Migration {
  override up(): void {
    this.addSql(`create table observation (
      municipality_code text not null, indicator_code text not null, period text not null, series text not null,
      source_code text not null, value float8, raw_text text, status text not null, partial boolean not null, ${recorded},
      primary key (municipality_code, indicator_code, period, series, source_code, recorded_from),
      unique (municipality_code, indicator_code, period, series, source_code, recorded_to))`);
    this.addSql(`create table institution (
      id text not null, name text not null, valid_from text, valid_to text, predecessor_id text, ${recorded},
      primary key (id, recorded_from), unique (id, recorded_to))`);
  }
}

/** A subgraph with observations by municipality and institutions. */
export const observations = defineSubgraph({
  name: 'observations',
  entities: [Observation, Institution],
  resolvers: [ObservationResolver],
  types: [Observation, Institution],
  references: {},
  datasets: [
    dataset({
      name: 'observation',
      entity: Observation,
      places: { municipalityCode: municipalitiesOfMexico },
      rules: [
        {
          code: 'VALUE_AGAINST_STATUS',
          description: 'A value stands beside a status that says that there is none, or is missing beside one.',
          severity: 'error',
          check: ({ value, status }) =>
            (status === ObservationStatus.OBSERVED) === (value !== null)
              ? undefined
              : { column: 'value', found: `${value}`, expected: `a value that agrees with ${status}` },
        },
        {
          code: 'SHARE_ABOVE_ALL',
          description: 'A share is above 100 per cent.',
          severity: 'warning',
          check: ({ indicatorCode, value }) =>
            indicatorCode.endsWith('_pct') && value !== null && value > 100
              ? { column: 'value', found: `${value}`, expected: 'at most 100' }
              : undefined,
        },
      ],
    }),
    dataset({
      name: 'institution',
      entity: Institution,
      references: [{ column: 'predecessorId', entity: Institution, key: 'id' }],
    }),
  ],
  migrations: [Observations0001],
});
