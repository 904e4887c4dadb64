import { Column, connectionOf, DateScalar, Recorded } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'How often the operations of one client requested a field on one day.' })
@Entity({ tableName: 'field_usage' })
export class FieldUsage extends Recorded {
  @Column(() => DateScalar, { key: true, description: 'The day, in UTC.' })
  day!: string;

  @Column(() => String, { key: true, description: 'The schema coordinate of the field, such as `Municipality.name`.' })
  coordinate!: string;

  @Column(() => String, {
    key: true,
    description: 'The name that the client gave itself; `other` for clients beyond the most frequent.',
  })
  clientName!: string;

  @Column(() => String, {
    key: true,
    description: 'The name of the operation; `anonymous` if it has none, `other` beyond the most frequent.',
  })
  operationName!: string;

  @Column(() => Int, { description: 'The number of requests.' })
  requestCount!: number;
}

@ObjectType({ description: 'A page of field usage.' })
export class FieldUsageConnection extends connectionOf(FieldUsage) {}
