/** Helpers to write JSON Schemas. */
export const text = { type: 'string', minLength: 1 };
export const texts = { type: 'array', items: { type: 'string' }, minItems: 1 };
export const object = (properties: Record<string, object>, required: string[], description: string) => ({
  type: 'object',
  description,
  properties,
  required,
  additionalProperties: false,
});
export const described = <Schema extends object>(schema: Schema, description: string) => ({ ...schema, description });
export const settings = { type: 'object', additionalProperties: { type: 'string' } };
export const oneOrMore = (one: object) => ({ anyOf: [one, { type: 'array', items: one, minItems: 1 }] });
