import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';
import { DateScalar } from '../scalars/date.js';
import { Sha256Scalar } from '../scalars/sha256.js';
import { UrlScalar } from '../scalars/url.js';
import { Column } from './column.js';

/** A file of a publisher, as it was loaded. Sources are written once and never change. */
@ObjectType({ description: 'A file of a publisher, as it was loaded: what a figure rests on.' })
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

  @Column(() => String, { description: 'Who published it.' })
  publisher!: string;

  @Column(() => String, { description: 'The title of the publication, as published.' })
  title!: string;

  @Column(() => String, { nullable: true, description: 'The licence that the publisher states; null where none is.' })
  licence!: string | null;

  @Column(() => UrlScalar, {
    nullable: true,
    description: 'Where it was published; null where the address is unknown.',
  })
  url!: string | null;

  @Column(() => DateScalar, { nullable: true, description: 'The day on which the file was retrieved.' })
  retrievedOn!: string | null;

  @Column(() => String, { nullable: true, description: 'How the file came here, where not from the publisher itself.' })
  via!: string | null;

  @Column(() => [String], {
    description: 'What a reader of the figures should know, in the words of the data package.',
  })
  notes!: string[];

  @Column(() => String, { description: 'The name of the file.' })
  fileName!: string;

  @Column(() => Sha256Scalar, { description: 'The digest of the bytes of the file.' })
  sha256!: string;
}
