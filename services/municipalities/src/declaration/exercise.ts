import { Directive, Field, ObjectType } from 'type-graphql';

/** The exercise as this subgraph knows it: by its key. The subgraph secretariats owns the rest. */
@ObjectType({ description: 'An open-government exercise.' })
@Directive('@key(fields: "id")')
export class Exercise {
  @Field(() => String, { description: 'Its identifier.', simple: true })
  id!: string;
}
