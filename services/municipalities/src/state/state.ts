import { Column, Recorded, StateCodeScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A state of Mexico (entidad federativa).' })
@Directive('@key(fields: "code")')
@Entity({ tableName: 'state' })
export class State extends Recorded {
  @Column(() => StateCodeScalar, { key: true, description: "INEGI's code of the state." })
  code!: string;

  @Column(() => String, { description: 'Its name as INEGI writes it.' })
  name!: string;

  @Column(() => String, { nullable: true, description: 'Its name in full, where it differs: Estado de México.' })
  officialName!: string | null;
}
