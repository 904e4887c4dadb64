import { Column, connectionOf, DateScalar, MunicipalityCodeScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, Int, ObjectType } from 'type-graphql';

@ObjectType({
  description:
    'The express declaration of a municipality (manifestación expresa de intención) that it intends to join an open-government exercise.',
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'declaration' })
export class Declaration extends Recorded {
  @Column(() => String, { key: true, id: true, description: 'Identifier.' })
  id!: string;

  @Column(() => MunicipalityCodeScalar, { description: "INEGI's code of the municipality." })
  municipalityCode!: string;

  @Column(() => DateScalar, { description: 'The day of the declaration.' })
  date!: string;

  @Column(() => String, { description: 'The addressee.' })
  addressee!: string;

  @Column(() => String, { description: 'The title.' })
  title!: string;

  @Column(() => String, { nullable: true })
  exerciseId!: string | null;

  @Column(() => String, {
    nullable: true,
    storedAs: 'plan',
    description: 'The action plan that it refers to, in the words of the declaration.',
  })
  planWording!: string | null;

  @Column(() => String, {
    nullable: true,
    storedAs: 'commitment',
    description: 'The commitment that it refers to, in the words of the declaration.',
  })
  commitmentWording!: string | null;

  @Column(() => [String], { storedAs: 'undertakes', description: 'What the municipality undertakes to do.' })
  undertakings!: string[];

  @Column(() => UrlScalar, {
    nullable: true,
    description: 'Address of the document; null if unknown.',
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

  @Column(() => String, { key: true, description: 'The letter of the point.' })
  letter!: string;

  @Column(() => String, { description: 'What the point recognises.' })
  text!: string;
}

@ObjectType({ description: 'A person who signed a declaration, with role and institution.' })
@Entity({ tableName: 'declaration_signatory' })
export class DeclarationSignatory extends Recorded {
  @Column(() => String, { key: true })
  declarationId!: string;

  @Column(() => Int, { key: true, description: 'Position among the signatories, from 1.' })
  position!: number;

  @Column(() => String, { description: 'Name of the person.' })
  name!: string;

  @Column(() => String, { description: 'Role of the person.' })
  role!: string;

  @Column(() => String, { description: 'Institution that the person represents.' })
  institution!: string;

  @Column(() => String, { nullable: true })
  authorityId!: string | null;
}
