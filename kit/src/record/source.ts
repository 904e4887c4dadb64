import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';
import { DateScalar } from '../scalars/date.js';
import { Sha256Scalar } from '../scalars/sha256.js';
import { UrlScalar } from '../scalars/url.js';
import { Column } from './column.js';

/** A file of a publisher, as it was loaded. Sources are written once and never change. */
@ObjectType({ description: 'A file of a publisher, as it was loaded: the evidence for a value.' })
@Directive('@shareable')
@Entity({ tableName: 'source' })
export class Source {
  @PrimaryKey({ type: 'integer' })
  id!: number;

  @Property({ type: 'integer' })
  revision!: number;

  @Property({ type: 'text' })
  dataset!: string;

  @Column(() => String, { description: 'The short name of the publication, stable over its editions.' })
  code!: string;

  @Column(() => String, { description: 'The institution that published it.' })
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
    description: 'Where it was published; null if the address is unknown.',
  })
  url!: string | null;

  @Column(() => DateScalar, { nullable: true, description: 'The day on which the file was retrieved.' })
  retrievedOn!: string | null;

  @Column(() => String, { nullable: true, description: 'Where the file was obtained, if not from the publisher.' })
  via!: string | null;

  @Column(() => [String], {
    description: 'What readers of the values should know, as the data package states it.',
  })
  notes!: string[];

  @Column(() => String, { description: 'The name of the file.' })
  fileName!: string;

  @Column(() => Sha256Scalar, { description: 'The SHA-256 digest of the file.' })
  sha256!: string;
}
