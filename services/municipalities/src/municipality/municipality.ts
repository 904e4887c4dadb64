import { Column, connectionOf, MunicipalityCodeScalar, Recorded, StateCodeScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A municipality (municipio), by the code that INEGI gives it.' })
@Directive('@key(fields: "code")')
@Entity({ tableName: 'municipality' })
export class Municipality extends Recorded {
  @Column(() => MunicipalityCodeScalar, {
    key: true,
    description: "INEGI's code: the key of the municipality everywhere.",
  })
  code!: string;

  @Column(() => StateCodeScalar, { description: "INEGI's code of the state that it belongs to." })
  stateCode!: string;

  @Column(() => String, { description: 'Its official name.' })
  name!: string;

  @Column(() => [String], { description: 'The names that it had before.' })
  formerNames!: string[];

  @Column(() => String, {
    nullable: true,
    description: 'The code that the electoral institute (INE) gives it: five digits too, and not the same ones.',
  })
  ineCode!: string | null;

  @Column(() => String, { nullable: true, description: 'Its seat (cabecera municipal).' })
  seat!: string | null;

  @Column(() => Float, { nullable: true, description: 'Latitude of the seat, in degrees (WGS 84).' })
  seatLatitude!: number | null;

  @Column(() => Float, { nullable: true, description: 'Longitude of the seat, in degrees (WGS 84).' })
  seatLongitude!: number | null;

  @Column(() => Float, { nullable: true, description: 'Altitude of the seat, in metres above the sea.' })
  seatAltitudeM!: number | null;

  @Column(() => Float, {
    nullable: true,
    description: 'Latitude of a point within its territory, in degrees (WGS 84).',
  })
  centroidLatitude!: number | null;

  @Column(() => Float, {
    nullable: true,
    description: 'Longitude of a point within its territory, in degrees (WGS 84).',
  })
  centroidLongitude!: number | null;

  @Column(() => Float, { nullable: true, description: 'Its area, in square kilometres.' })
  areaKm2!: number | null;

  @Column(() => String, {
    nullable: true,
    description: 'The geostatistical framework that the area is of. Areas of two frameworks are not comparable.',
  })
  areaFramework!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'The metropolitan zone (2015) that it is part of; null where none.',
  })
  metropolitanZone!: string | null;
}

@ObjectType({ description: 'A page of municipalities.' })
export class MunicipalityConnection extends connectionOf(Municipality) {}
