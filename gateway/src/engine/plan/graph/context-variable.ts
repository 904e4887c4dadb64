import type { ContextArgument } from './graph-type.js';

/** The variable that has the value of a context in a fetch. */
export const contextVariable = ({ context, name }: ContextArgument): string => `_${context}_${name}`;
