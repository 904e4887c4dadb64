import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A point on the surface of the Earth (WGS 84).' })
export class GeoPoint {
  @Field(() => Float, { description: 'Latitude in degrees.', simple: true })
  latitude!: number;

  @Field(() => Float, { description: 'Longitude in degrees.', simple: true })
  longitude!: number;
}

/** The point of two coordinates; null if one is unknown. */
export const geoPoint = (latitude: number | null, longitude: number | null): GeoPoint | null =>
  latitude === null || longitude === null ? null : { latitude, longitude };
