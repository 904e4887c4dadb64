import { Column, DateTimeScalar, Recorded, Sha256Scalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { ID, ObjectType } from 'type-graphql';
import { TokenScope } from './vocabulary/token-scope.js';

@ObjectType({
  description: 'A token of an agency: what it may do, and until when. The token itself is stored nowhere.',
})
@Entity({ tableName: 'agency_token' })
export class AgencyToken extends Recorded {
  @Column(() => ID, { key: true, description: 'The public part of the token, which logs and checks name.' })
  id!: string;

  @Column(() => String)
  agencyId!: string;

  @Column(() => [TokenScope], { description: 'What its bearer may do.' })
  scopes!: TokenScope[];

  @Column(() => DateTimeScalar, { description: 'When the token expires.' })
  expiresAt!: string;

  @Column(() => DateTimeScalar, { nullable: true, description: 'When the token was revoked; null if it was not.' })
  revokedAt!: string | null;

  /** SHA-256 of the secret part, which has 256 random bits. Not in the API. */
  @Column(() => Sha256Scalar)
  digest!: string;
}
