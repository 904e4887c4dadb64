// graphql-js reports a change as prose only. Each kind has one form, which contains the coordinate.

interface Form {
  readonly pattern: RegExp;
  /** The coordinate, in the pattern's groups. */
  readonly coordinate: string;
}

const member = '(\\w+)\\.(\\w+)';

const forms: Readonly<Record<string, Form>> = {
  TYPE_REMOVED: form('(\\w+) was removed', '$1'),
  TYPE_CHANGED_KIND: form('(\\w+) changed from', '$1'),
  TYPE_REMOVED_FROM_UNION: form('(\\w+) was removed from union type (\\w+)', '$2.$1'),
  VALUE_REMOVED_FROM_ENUM: form('(\\w+) was removed from enum type (\\w+)', '$2.$1'),
  REQUIRED_INPUT_FIELD_ADDED: form('A required field (\\w+) on input type (\\w+)', '$2.$1'),
  IMPLEMENTED_INTERFACE_REMOVED: form('(\\w+) no longer implements', '$1'),
  FIELD_REMOVED: form(`${member} was removed`, '$1.$2'),
  FIELD_CHANGED_KIND: form(`${member} changed type`, '$1.$2'),
  REQUIRED_ARG_ADDED: form(`A required arg (\\w+) on ${member}`, '$2.$3($1:)'),
  ARG_REMOVED: form(`${member} arg (\\w+) was removed`, '$1.$2($3:)'),
  ARG_CHANGED_KIND: form(`${member} arg (\\w+) has changed type`, '$1.$2($3:)'),
  DIRECTIVE_REMOVED: form('(\\w+) was removed', '@$1'),
  DIRECTIVE_ARG_REMOVED: form('(\\w+) was removed from (\\w+)', '@$2($1:)'),
  REQUIRED_DIRECTIVE_ARG_ADDED: form('A required arg (\\w+) on directive (\\w+)', '@$2($1:)'),
  DIRECTIVE_REPEATABLE_REMOVED: form('Repeatable flag was removed from (\\w+)', '@$1'),
  DIRECTIVE_LOCATION_REMOVED: form('\\w+ was removed from (\\w+)', '@$1'),
  VALUE_ADDED_TO_ENUM: form('(\\w+) was added to enum type (\\w+)', '$2.$1'),
  TYPE_ADDED_TO_UNION: form('(\\w+) was added to union type (\\w+)', '$2.$1'),
  OPTIONAL_INPUT_FIELD_ADDED: form('An optional field (\\w+) on input type (\\w+)', '$2.$1'),
  OPTIONAL_ARG_ADDED: form(`An optional arg (\\w+) on ${member}`, '$2.$3($1:)'),
  IMPLEMENTED_INTERFACE_ADDED: form('(\\w+) added to interfaces implemented by (\\w+)', '$2'),
  ARG_DEFAULT_VALUE_CHANGE: form(`${member} arg (\\w+) has changed defaultValue`, '$1.$2($3:)'),
};

/**
 * The schema coordinate that a change of graphql-js is about.
 * @throws Error for a kind or a form that this version of graphql-js should not have
 */
export function coordinateOf(kind: string, description: string): string {
  const known = forms[kind];
  const found = known?.pattern.exec(description);
  if (!known || !found) throw new Error(`A schema change has an unknown form: ${kind}, "${description}".`);
  return known.coordinate.replaceAll(/\$(\d)/g, (_all, group: string) => found[Number(group)] ?? '');
}

function form(pattern: string, coordinate: string): Form {
  return { pattern: new RegExp(`^${pattern}`), coordinate };
}
