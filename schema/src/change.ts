export interface SchemaChange {
  /** Schema coordinate: `Municipality.code`, `Query.municipality(code:)`, `Pillar.TRANSPARENCY`, `@asOf(at:)`. */
  readonly coordinate: string;
  /** `FIELD_REMOVED` and the like, by graphql-js. */
  readonly kind: string;
  readonly sentence: string;
}
