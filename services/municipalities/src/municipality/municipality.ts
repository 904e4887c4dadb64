import { Column, connectionOf, MunicipalityCodeScalar, Recorded, StateCodeScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A municipality (municipio) of Mexico.' })
@Directive('@key(fields: "code")')
@Entity({ tableName: 'municipality' })
export class Municipality extends Recorded {
  @Column(() => MunicipalityCodeScalar, {
    key: true,
    description: "INEGI's code, the key of the municipality in every subgraph.",
  })
  code!: string;

  @Column(() => StateCodeScalar, { description: "INEGI's code of its state." })
  stateCode!: string;

  @Column(() => String, { description: 'Official name.' })
  name!: string;

  @Column(() => [String], { description: 'Former names. Empty if none is recorded.' })
  formerNames!: string[];

  @Column(() => String, {
    nullable: true,
    description:
      'The code of the electoral institute (INE). It has five digits too, and differs from the code of INEGI.',
  })
  ineCode!: string | null;

  @Column(() => String, { nullable: true, description: 'Name of its seat (cabecera municipal).' })
  seat!: string | null;

  @Column(() => Float, { nullable: true })
  seatLatitude!: number | null;

  @Column(() => Float, { nullable: true })
  seatLongitude!: number | null;

  @Column(() => Float, { nullable: true, description: 'Altitude of the seat, in metres above sea level.' })
  seatAltitudeM!: number | null;

  @Column(() => Float, { nullable: true })
  centroidLatitude!: number | null;

  @Column(() => Float, { nullable: true })
  centroidLongitude!: number | null;

  @Column(() => Float, { nullable: true, description: 'Area in square kilometres.' })
  areaKm2!: number | null;

  @Column(() => String, {
    nullable: true,
    description:
      'The geostatistical framework (marco geoestadístico) of the area. Areas of different frameworks are not comparable.',
  })
  areaFramework!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'Its metropolitan zone (2015); null if it is in none.',
  })
  metropolitanZone!: string | null;
}

@ObjectType({ description: 'A page of municipalities.' })
export class MunicipalityConnection extends connectionOf(Municipality) {}
