/** What a client may do, from its verified token. */
export interface Access {
  readonly isAuthenticated: boolean;
  readonly scopes: ReadonlySet<string>;
  /** The policies among the given ones that the client fulfils. */
  grantedPolicies(policies: readonly string[]): Promise<ReadonlySet<string>>;
}

const none: ReadonlySet<string> = new Set();

/** A client without a token. It fulfils no requirement. */
export const anonymous: Access = {
  isAuthenticated: false,
  scopes: none,
  grantedPolicies: async () => none,
};
