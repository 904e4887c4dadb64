import { EventStreamError, EventStreamReader } from '../src/subgraph/event-stream.js';
import { Random } from './differential/random.js';

const at = (seconds: () => number) => new EventStreamReader(() => seconds() * 1_000);

it('1,000 generated streams have the same events, however their bytes arrive', () => {
  const random = new Random(3);
  for (let round = 0; round < 1_000; round++) {
    const revisions = Array.from({ length: random.below(20) }, () => random.below(1_000));
    const text = revisions
      .map(
        (each) =>
          `${random.pick(['', ':\n\n', 'event: x\n', 'id: 1\n'])}data: ${each}${random.pick(['\n\n', '\n\n\n', '\r\n\r\n'])}`,
      )
      .join('');
    const reader = at(() => 0);
    const found: string[] = [];
    for (let start = 0; start < text.length; ) {
      const end = start + 1 + random.below(9);
      found.push(...reader.read(text.slice(start, end)));
      start = end;
    }
    expect(found).toEqual(revisions.map(String));
  }
});

it.each([
  ['a line without end', () => `data: ${'x'.repeat(500)}`],
  ['an event of many lines', () => 'data: x\n'.repeat(60)],
  ['events without end', (i: number) => `data: {"stream":"s","revision":${i}}\n\n`],
  ['comments without end', () => `:${'x'.repeat(900)}\n\n`],
  ['blank lines without end', () => '\n'.repeat(2_000)],
])('%s ends the stream within 200 chunks of one second', (_title, chunk) => {
  const reader = at(() => 0);
  expect(() => {
    for (let i = 0; i < 200; i++) reader.read(chunk(i));
  }).toThrow(EventStreamError);
});

it('one revision and two comments per second never end the stream', () => {
  let second = 0;
  const reader = at(() => second);
  for (; second < 10_000; second++) expect(reader.read(`:\n\ndata: ${second}\n\n:\n\n`)).toEqual([String(second)]);
});
