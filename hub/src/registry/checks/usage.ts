import { breakingChanges, type SubgraphDefinition } from '@cabildo/schema';
import { type ConstDirectiveNode, Kind, parse, type SelectionSetNode, visit } from 'graphql';
import { type CheckFinding, error, warning } from './finding.js';

/** Requests in the last days that used a field, by the operation and client that sent them. */
export interface Usage {
  readonly requests: number;
  /** The most frequent, such as `dashboard/Whole`. */
  readonly clients: readonly string[];
}

/** @param usageOf the usage of a field by its schema coordinate; undefined if nothing used it */
export function checkUsage(
  before: string,
  after: string,
  others: readonly SubgraphDefinition[],
  usageOf: (coordinate: string) => Usage | undefined,
): CheckFinding[] {
  const required = requiredFields(others);
  return breakingChanges(before, after).map(({ coordinate, sentence }) => {
    const field = fieldOf(coordinate);
    const usage = usageOf(field);
    const requiredBy = required.get(field);
    if (usage)
      return error(
        'BREAKS_USAGE',
        `${sentence} ${usage.requests} requests used it, by ${usage.clients.join(', ')}: deprecate it and wait until they stopped.`,
        { coordinate },
      );
    if (requiredBy)
      return error('BREAKS_USAGE', `${sentence} The subgraph ${requiredBy} requires it with @requires.`, {
        coordinate,
        owner: requiredBy,
      });
    return warning('BREAKING', `${sentence} No client used it in the last days.`, { coordinate });
  });
}

/** `Query.wells(deep:)` is the argument of `Query.wells`. */
const fieldOf = (coordinate: string): string => coordinate.replace(/\(.*$/, '');

/** The fields that other subgraphs name in @requires, with the subgraph that does. */
function requiredFields(others: readonly SubgraphDefinition[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { name, sdl } of others) {
    let type = '';
    const enter = (node: { name: { value: string } }) => {
      type = node.name.value;
    };
    visit(parse(sdl), {
      ObjectTypeDefinition: enter,
      ObjectTypeExtension: enter,
      InterfaceTypeDefinition: enter,
      Directive(directive) {
        if (directive.name.value !== 'requires' && !directive.name.value.endsWith('__requires')) return;
        for (const field of topFields(directive as ConstDirectiveNode)) found.set(`${type}.${field}`, name);
      },
    });
  }
  return found;
}

function topFields({ arguments: args = [] }: ConstDirectiveNode): string[] {
  const value = args.find(({ name }) => name.value === 'fields')?.value;
  if (value?.kind !== Kind.STRING) return [];
  const names: string[] = [];
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const each of selections) {
      if (each.kind === Kind.FIELD) names.push(each.name.value);
      else if (each.kind === Kind.INLINE_FRAGMENT) collect(each.selectionSet);
    }
  };
  const [operation] = parse(`{ ${value.value} }`).definitions;
  if (operation?.kind === Kind.OPERATION_DEFINITION) collect(operation.selectionSet);
  return names;
}
