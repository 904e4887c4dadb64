import { Column, connectionOf, DateScalar, MunicipalityCodeScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'The declaration of a municipality that it intends to take part in the open-government exercise (manifestación expresa de intención).',
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'declaration' })
export class Declaration extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => MunicipalityCodeScalar)
  municipalityCode!: string;

  @Column(() => DateScalar, { description: 'The day of the declaration.' })
  date!: string;

  @Column(() => String, { description: 'To whom it is addressed.' })
  addressee!: string;

  @Column(() => String, { description: 'Its title.' })
  title!: string;

  @Column(() => String, { nullable: true })
  exerciseId!: string | null;

  @Column(() => String, { nullable: true, description: 'The action plan that it is made towards, as it names it.' })
  plan!: string | null;

  @Column(() => String, { nullable: true, description: 'The commitment that it is made within, as it names it.' })
  commitment!: string | null;

  @Column(() => [String], { description: 'What the municipality undertakes.' })
  undertakes!: string[];

  @Column(() => UrlScalar, {
    nullable: true,
    description: 'Where the document can be read; null where that is unknown.',
  })
  documentUrl!: string | null;
}

@ObjectType({ description: 'A page of declarations.' })
export class DeclarationConnection extends connectionOf(Declaration) {}

@ObjectType({ description: 'A point that a declaration recognises.' })
@Entity({ tableName: 'declaration_point' })
export class DeclarationPoint extends Recorded {
  @Column(() => String, { key: true })
  declarationId!: string;

  @Column(() => String, { key: true, description: 'The letter that it stands under.' })
  letter!: string;

  @Column(() => String, { description: 'What is recognised.' })
  text!: string;
}

@ObjectType({ description: 'Who signed a declaration, in which role and for whom.' })
@Entity({ tableName: 'declaration_signatory' })
export class DeclarationSignatory extends Recorded {
  @Column(() => String, { key: true })
  declarationId!: string;

  @Column(() => Int, { key: true, description: 'The place among the signatories, from 1.' })
  position!: number;

  @Column(() => String, { description: 'The name of the person.' })
  name!: string;

  @Column(() => String, { description: 'The role in which the person signed.' })
  role!: string;

  @Column(() => String, { description: 'The institution that the person signed for.' })
  institution!: string;

  @Column(() => String, { nullable: true })
  authorityId!: string | null;
}
