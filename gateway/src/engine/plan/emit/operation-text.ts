import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';

/** A document in as few characters as its fields and literals have; literals as the client wrote them. */
export function operationText({ definitions }: DocumentNode): string {
  return definitions.map((it) => (it.kind === Kind.OPERATION_DEFINITION ? operation(it) : print(it))).join(' ');
}

function operation({ operation, variableDefinitions = [], directives, selectionSet }: OperationDefinitionNode): string {
  const variables = variableDefinitions.length ? `(${variableDefinitions.map(variable).join()})` : '';
  const marks = directiveTexts(directives);
  const head = operation === 'query' && !variables && !marks ? '' : `${operation}${variables}${marks}`;
  return `${head}${selectionSetText(selectionSet)}`;
}

const variable = ({ variable, type, defaultValue }: VariableDefinitionNode): string =>
  `$${variable.name.value}:${print(type)}${defaultValue ? `=${print(defaultValue)}` : ''}`;

export const selectionSetText = ({ selections }: SelectionSetNode): string =>
  `{${selections.map(selectionText).join(' ')}}`;

export function selectionText(it: SelectionNode): string {
  const directives = directiveTexts(it.directives);
  if (it.kind === Kind.FRAGMENT_SPREAD) return `...${it.name.value}${directives}`;
  const below = it.selectionSet ? selectionSetText(it.selectionSet) : '';
  if (it.kind === Kind.INLINE_FRAGMENT) {
    const condition = it.typeCondition ? `on ${it.typeCondition.name.value}` : '';
    return `...${condition}${directives}${below}`;
  }
  const alias = it.alias ? `${it.alias.value}:` : '';
  return `${alias}${it.name.value}${argumentsText(it.arguments)}${directives}${below}`;
}

const argumentsText = (args: readonly ArgumentNode[] = []): string =>
  args.length ? `(${args.map(({ name, value }) => `${name.value}:${print(value)}`).join()})` : '';

const directiveTexts = (directives: readonly DirectiveNode[] = []): string =>
  directives.map((it) => ` @${it.name.value}${argumentsText(it.arguments)}`).join('');
