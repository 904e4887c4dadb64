import { isBefore } from './moment.js';
import type { RootFetched } from './plan-run.js';
import { violation } from './violation.js';

/** Checks that each root field of a mutation is sent once, after those before it. */
export function checkMutationOrder(wanted: readonly string[], fetched: readonly RootFetched[]): void {
  const sent = fetched.flatMap(({ keys, at }) => keys.map((key) => ({ key, at })));
  for (const key of wanted) {
    const count = sent.filter((it) => it.key === key).length;
    if (count !== 1) violation(`The mutation ${key} is sent ${count === 0 ? 'never' : `${count} times`}.`);
  }
  for (const { key } of sent)
    if (!wanted.includes(key)) violation(`The mutation ${key} is sent, which the client does not request.`);
  sent.forEach((it, i) => {
    const before = sent[i - 1];
    if (before && wanted.indexOf(before.key) > wanted.indexOf(it.key))
      violation(`The mutation ${before.key} is sent before ${it.key}; the client requests them the other way round.`);
    if (before && before.at !== it.at && !isBefore(before.at, it.at))
      violation(`The mutations ${before.key} and ${it.key} are sent at once.`);
  });
}
