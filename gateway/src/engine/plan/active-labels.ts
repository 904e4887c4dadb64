const percent = /^percent\((\d+(?:\.\d+)?)\)$/;

/**
 * The labels of progressive `@override` that are active for one request: `percent(n)` in n of a hundred requests, any
 * other label if it is configured.
 */
export function activeLabels(
  labels: readonly string[],
  configured: ReadonlySet<string> | undefined,
): ReadonlySet<string> {
  return labels.length ? new Set(labels.filter((label) => isActive(label, configured))) : none;
}

const none: ReadonlySet<string> = new Set();

function isActive(label: string, configured: ReadonlySet<string> | undefined): boolean {
  const share = percent.exec(label)?.[1];
  return share === undefined ? Boolean(configured?.has(label)) : Math.random() * 100 < Number(share);
}
