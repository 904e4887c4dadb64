import 'reflect-metadata';
import type { EntityClass } from '@mikro-orm/core';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { GraphQLScalarType } from 'graphql';
import { Field, Float, Int } from 'type-graphql';

/** The type of a column: a GraphQL scalar, an enum registered with type-graphql, String or Boolean. */
export type ColumnType = GraphQLScalarType | typeof String | typeof Boolean | Record<string, string>;
type TypeThunk = () => ColumnType | [ColumnType];

export interface ColumnOptions {
  /** The description in the API. A column without one is not in the API. */
  description?: string;
  /** Whether the value may be null. */
  nullable?: boolean;
  /** Whether the column belongs to the key of the row. */
  key?: boolean;
  directives?: string[];
}

export interface Column extends ColumnOptions {
  property: string;
  type: ColumnType;
  list: boolean;
}

const columns = new WeakMap<object, Column[]>();

/** Returns the columns of a class, inherited ones first, in the order of declaration. */
export function columnsOf(entity: EntityClass<object>): Column[] {
  const chain: Column[] = [];
  for (let at = entity.prototype; at && at !== Object.prototype; at = Object.getPrototypeOf(at))
    chain.unshift(...(columns.get(at) ?? []));
  return chain;
}

/** Declares a value once: as the column of the table, the field of the API and the cell of data files. */
export function Column(type: TypeThunk, options: ColumnOptions = {}): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    const declaredType = type();
    const list = Array.isArray(declaredType);
    const inner = list ? declaredType[0] : (declaredType as ColumnType);
    const declared = columns.get(target) ?? [];
    columns.set(target, [...declared, { ...options, property: name, type: inner, list }]);
    const stored = { type: list ? 'text[]' : storedAs(inner), nullable: options.nullable };
    (options.key ? PrimaryKey(stored) : Property(stored))(target, name);
    if (options.description) exposeField(target, name, type, options);
  };
}

function exposeField(target: object, name: string, type: TypeThunk, options: ColumnOptions) {
  const { description, nullable } = options;
  Field(type as () => never, { description, nullable: nullable ?? false, simple: true })(target, name);
}

function storedAs(type: ColumnType): string {
  if (type === Int) return 'integer';
  if (type === Float) return 'double';
  return type === Boolean ? 'boolean' : 'text';
}
