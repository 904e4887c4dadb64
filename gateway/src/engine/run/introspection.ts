import { executeSync, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Data } from '../../record.js';
import { documentOf, isIntrospection, rootFields } from '../document/root-fields.js';
import type { Fragments } from '../document/selection.js';
import type { Run, Step } from './run.js';

/** `__schema` and `__type` are answered by graphql-js from the API schema; undefined if the operation asks neither. */
export function compileIntrospection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): Step | undefined {
  if (!rootFields(operation, fragments).some(isIntrospection)) return undefined;
  const document = documentOf(operation, fragments, isIntrospection);
  return (run: Run) => {
    const { data, errors } = executeSync({ schema, document, variableValues: run.variables });
    Object.assign(run.data, data as Data | null | undefined);
    for (const { message, path } of errors ?? []) {
      run.faults.tell({ message, path, extensions: { code: 'OPERATION_INVALID' } });
    }
  };
}
