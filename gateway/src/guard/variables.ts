import { clientError } from '../errors.js';

/**
 * Checks the variables of a request before any code recurses into them.
 * @throws GraphQLError VARIABLES_TOO_DEEP, VARIABLE_KEY_REFUSED
 */
export function checkVariables(variables: object, deepest: number): void {
  for (const key in variables) {
    if (key === '__proto__')
      throw clientError('VARIABLE_KEY_REFUSED', '`__proto__` is not accepted as a key in variables. Use another key.');
    const value = (variables as Record<string, unknown>)[key];
    if (typeof value !== 'object' || value === null) continue;
    if (deepest === 0)
      throw clientError('VARIABLES_TOO_DEEP', 'The variables are nested deeper than the maximum. Send flatter values.');
    checkVariables(value, deepest - 1);
  }
}
