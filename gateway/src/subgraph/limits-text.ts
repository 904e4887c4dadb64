import type { SubgraphLimits } from './http-transport.js';

const names = {
  timeout: 'timeout',
  calls: 'connections',
  queue: 'queue',
  wait: 'queueTimeout',
  bytes: 'maxResponseBytes',
  objects: 'maxResponseObjects',
} as const;

/**
 * Reads the limits of single subgraphs: `water=timeout:3000,retry:no wells=calls:8`.
 * @throws Error with what is accepted
 */
export function readSubgraphLimits(text: string): Record<string, SubgraphLimits> {
  return Object.fromEntries(
    text
      .trim()
      .split(/\s+/)
      .map((part) => {
        const [, name, limits] = /^([^=]+)=(.+)$/.exec(part) ?? [];
        if (!name || !limits) throw new Error(`"${part}" is not written name=limit:value,limit:value`);
        return [name, Object.fromEntries(limits.split(',').map(readLimit))];
      }),
  );
}

function readLimit(text: string): [string, number | boolean] {
  const [limit = '', value = ''] = text.split(':');
  if (limit === 'retry' && (value === 'yes' || value === 'no')) return ['retry', value === 'yes'];
  if (Object.hasOwn(names, limit) && /^\d{1,12}$/.test(value) && (Number(value) > 0 || limit === 'queue'))
    return [names[limit as keyof typeof names], Number(value)];
  const accepted = `${Object.keys(names).join(', ')} with a whole number, or retry with yes or no`;
  throw new Error(`"${text}" is not a limit; limits are ${accepted}`);
}
