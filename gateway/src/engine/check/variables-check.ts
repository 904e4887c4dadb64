import { type OperationDefinitionNode, print, type VariableDefinitionNode } from 'graphql';
import type { FetchPlan } from '../plan/plan.js';
import { violation } from './violation.js';

/** Checks that a fetch is sent every variable that it declares, as the client declares it. */
export function checkVariables(fetch: FetchPlan, node: OperationDefinitionNode, client: OperationDefinitionNode): void {
  const lists = new Set(
    fetch.entities.flatMap(({ variable, contexts = [] }) => [variable, ...contexts.map(({ name }) => name)]),
  );
  const sent = new Set(fetch.variables);
  for (const declared of node.variableDefinitions ?? []) {
    const name = declared.variable.name.value;
    if (lists.has(name)) continue;
    if (!sent.has(name)) violation(`The fetch from subgraph "${fetch.service}" is not sent its variable $${name}.`);
    const own = client.variableDefinitions?.find(({ variable }) => variable.name.value === name);
    if (!own)
      violation(
        `The client's operation has no variable $${name}, which a fetch from subgraph "${fetch.service}" uses.`,
      );
    checkDeclaration(declared, own, fetch.service);
  }
}

function checkDeclaration(declared: VariableDefinitionNode, own: VariableDefinitionNode, service: string): void {
  const name = declared.variable.name.value;
  const [type, wanted] = [print(declared.type), print(own.type)];
  if (type !== wanted && `${type}!` !== wanted)
    violation(`The fetch from subgraph "${service}" declares $${name} as ${type}, the client as ${wanted}.`);
  const value = declared.defaultValue && print(declared.defaultValue);
  if (value !== undefined && value !== (own.defaultValue && print(own.defaultValue)))
    violation(`The fetch from subgraph "${service}" gives $${name} the default ${value}, which the client does not.`);
}
