import { Directive, Field, ID, ObjectType } from 'type-graphql';

/** A reference to an authority. The subgraph secretariats owns its other fields. */
@ObjectType({ description: 'A public institution.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Authority {
  @Field(() => ID, { description: 'Identifier.', simple: true })
  id!: string;
}
