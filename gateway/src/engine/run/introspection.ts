import { type DocumentNode, executeSync, type GraphQLSchema } from 'graphql';
import { isIntrospection, rootFields, withRootFields } from '../document/root-fields.js';
import { withDefaultLiterals } from '../supergraph/default-literals.js';
import type { Execute } from './run.js';

/** Compiles the execution of `__schema` and `__type` against the API schema; undefined if neither is selected. */
export function compileIntrospection(schema: GraphQLSchema, operation: DocumentNode): Execute | undefined {
  if (!rootFields(operation).some(isIntrospection)) return undefined;
  const document = withRootFields(operation, isIntrospection);
  return (run) => {
    const { data, errors } = executeSync({ schema, document, variableValues: run.variables });
    Object.assign(run.data, withDefaultLiterals(data));
    for (const { message, path } of errors ?? []) {
      run.errors.add({ message, path, extensions: { code: 'OPERATION_INVALID' } });
    }
  };
}
