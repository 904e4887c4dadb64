import { Directive, ObjectType } from 'type-graphql';
import { connectionOf } from '../page/connection.js';
import { PublishedFinding } from '../record/finding.js';

@ObjectType({ description: 'A page of findings, in the order in which they were found.' })
@Directive('@shareable')
export class PublishedFindingConnection extends connectionOf(PublishedFinding, '@shareable') {}
