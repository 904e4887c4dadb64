import 'reflect-metadata';
import type { EntityClass } from '@mikro-orm/core';
import { PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import type { GraphQLScalarType } from 'graphql';
import { Field, Float, ID, Int } from 'type-graphql';

/** The type of a column: a GraphQL scalar, an enum registered with type-graphql, String, Boolean, or a list of one. */
export type ColumnType = GraphQLScalarType | typeof String | typeof Boolean | Record<string, string>;
type TypeThunk = () => ColumnType | [ColumnType];

export interface ColumnOptions {
  /** The description of the field in the API. A column without one is stored and has no field. */
  description?: string;
  /** Whether the value may be null. */
  nullable?: boolean;
  /** Whether the column belongs to the key of the row. */
  key?: boolean;
  /** Whether the API shows the text as an `ID`. */
  id?: boolean;
  /**
   * The name of the column in the table, in data files and in the log, in camel case. Defaults to the property's name.
   * Publishers' files and the log stay valid when the API renames a field.
   */
  storedAs?: string;
}

export interface Column extends ColumnOptions {
  property: string;
  storedAs: string;
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

/** Declares a value once: the column of the table, the field of the API and the cell of a data file follow from it. */
export function Column(type: TypeThunk, options: ColumnOptions = {}): PropertyDecorator {
  return (target, property) => {
    const name = String(property);
    const given = type();
    const list = Array.isArray(given);
    const inner = list ? given[0] : (given as ColumnType);
    const { storedAs = name, nullable, key } = options;
    const declared = columns.get(target) ?? [];
    columns.set(target, [...declared, { ...options, property: name, storedAs, type: inner, list }]);
    const stored = { type: list ? 'text[]' : databaseType(inner), fieldName: snakeCase(storedAs), nullable };
    (key ? PrimaryKey(stored) : Property(stored))(target, name);
    if (options.description) exposeField(target, { ...options, property: name, storedAs, type: inner, list });
  };
}

/** Adds the API field of a column to a class. */
export function exposeField(target: object, { property, type, list, description, nullable, id }: Column): void {
  const shown = id ? ID : type;
  const returned = () => (list ? [shown] : shown) as never;
  Field(returned, { description, nullable: nullable ?? false, simple: true })(target, property);
}

/** `areaKm2` is the column `area_km2`. */
const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function databaseType(type: ColumnType): string {
  if (type === Int) return 'integer';
  if (type === Float) return 'double';
  return type === Boolean ? 'boolean' : 'text';
}
