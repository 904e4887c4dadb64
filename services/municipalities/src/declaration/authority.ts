import { Directive, Field, ObjectType } from 'type-graphql';

/** The authority as this subgraph knows it: by its key. The subgraph secretariats owns the rest. */
@ObjectType({ description: 'An institution with a public task.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Authority {
  @Field(() => String, { description: 'Its identifier.', simple: true })
  id!: string;
}
