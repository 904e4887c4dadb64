import { Column, MunicipalityCodeScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { ObjectType } from 'type-graphql';
import { GeometryScalar } from '../vocabulary/geometry.js';

@ObjectType({ description: 'The simplified boundary of a municipality, for maps. It is not suited to measure areas.' })
@Entity({ tableName: 'boundary' })
export class Boundary extends Recorded {
  @Column(() => MunicipalityCodeScalar, { key: true, description: "INEGI's code of the municipality." })
  municipalityCode!: string;

  @Column(() => String, { description: 'The geostatistical framework (marco geoestadístico) of the boundary.' })
  framework!: string;

  @Column(() => GeometryScalar, {
    description: 'The boundary as a GeoJSON geometry (WGS 84), a Polygon or a MultiPolygon.',
  })
  geometry!: string;
}
