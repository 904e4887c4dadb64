import 'reflect-metadata';
import type { EntityClass } from '@mikro-orm/core';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { GraphQLScalarType } from 'graphql';
import { Field, Float, Int } from 'type-graphql';

/** What a column holds: a GraphQL scalar, an enum registered with type-graphql, String, Boolean, or a list of one. */
export type ColumnType = GraphQLScalarType | typeof String | typeof Boolean | Record<string, string>;
type TypeThunk = () => ColumnType | [ColumnType];

export interface ColumnOptions {
  /** Shown in the API. A column without one is stored, not shown. */
  description?: string;
  /** Whether the value may be unknown. */
  nullable?: boolean;
  /** Whether the column is part of the row's key. */
  key?: boolean;
  directives?: string[];
}

export interface Column extends ColumnOptions {
  property: string;
  type: ColumnType;
  list: boolean;
}

const columns = new WeakMap<object, Column[]>();

/** The columns that a class declares, its own and those that it inherits, in the order of declaration. */
export function columnsOf(entity: EntityClass<object>): Column[] {
  const chain: Column[] = [];
  for (let at = entity.prototype; at && at !== Object.prototype; at = Object.getPrototypeOf(at))
    chain.unshift(...(columns.get(at) ?? []));
  return chain;
}

/**
 * One declaration of what a value is: the column of the table, the field of the API and the cell of a data file
 * follow from it.
 */
export function Column(type: TypeThunk, options: ColumnOptions = {}): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    const given = type();
    const list = Array.isArray(given);
    const inner = list ? given[0] : (given as ColumnType);
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
