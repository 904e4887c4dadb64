import { Directive, ObjectType } from 'type-graphql';
import { connectionOf } from '../page/connection.js';
import { PublishedFinding } from '../record/finding.js';

@ObjectType({ description: 'A page of validation findings.' })
@Directive('@shareable')
export class PublishedFindingConnection extends connectionOf(PublishedFinding, '@shareable') {}
