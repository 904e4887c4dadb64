import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';
import { DateScalar } from '../scalars/date.js';
import { Sha256Scalar } from '../scalars/sha256.js';
import { UrlScalar } from '../scalars/url.js';
import { Column } from './column.js';

/** The description of a field with the sources of a computed value. */
export const SOURCES_OF_VALUE =
  'The sources of all records that the values were computed from, including records that were left out.';

/** A file of a publisher, as it was loaded. Written once; it never changes. */
@ObjectType({ description: 'A file of a publisher, as it was loaded.' })
@Directive('@shareable')
@Entity({ tableName: 'source' })
export class Source {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'integer' })
  revision!: number;

  @Property({ type: 'text' })
  dataset!: string;

  @Column(() => String, { description: 'The short name of the publication. All editions of a publication share it.' })
  code!: string;

  @Column(() => String, { description: 'The publisher.' })
  publisher!: string;

  @Column(() => String, { description: 'The title of the publication, as published.' })
  title!: string;

  @Column(() => String, {
    nullable: true,
    description: 'The licence that the publisher states; null if none is stated.',
  })
  licence!: string | null;

  @Column(() => UrlScalar, {
    nullable: true,
    description: 'The address where the publisher offers the file; null if unknown.',
  })
  url!: string | null;

  @Column(() => DateScalar, { nullable: true, description: 'The day on which the copy was taken; null if unknown.' })
  retrievedOn!: string | null;

  @Column(() => String, {
    nullable: true,
    description: 'The third party that the copy came through; null if it came from the publisher.',
  })
  via!: string | null;

  @Column(() => [String], {
    description: 'Caveats about the values, in Spanish, from the data package.',
  })
  notes!: string[];

  @Column(() => String, { description: 'The name of the file.' })
  fileName!: string;

  @Column(() => Sha256Scalar, { description: 'The SHA-256 digest of the file.' })
  sha256!: string;
}
