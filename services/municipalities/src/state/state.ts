import { Column, Recorded, StateCodeScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A state of Mexico (entidad federativa).' })
@Directive('@key(fields: "code")')
@Entity({ tableName: 'state' })
export class State extends Recorded {
  @Column(() => StateCodeScalar, { key: true, description: "INEGI's code of the state." })
  code!: string;

  @Column(() => String, { description: 'Name, as INEGI writes it.' })
  name!: string;

  @Column(() => String, {
    nullable: true,
    description: 'Official name, such as Estado de México; null if it is the same.',
  })
  officialName!: string | null;
}
