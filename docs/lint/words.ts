/** A word or phrase that is not plain technical English in this repository. */
export interface Word {
  readonly pattern: RegExp;
  readonly write: string;
  readonly reason: string;
  /** The folders where the word is wrong, if it is right elsewhere. */
  readonly within?: RegExp;
}

const speech = 'Programs report and return; people tell.';
const protocol = 'GraphQL and HTTP call it a request and a response.';
const metaphor = 'A metaphor hides which mechanism is meant.';
const archaic = 'Plain present-day English has a shorter word.';

/** Each pattern is case-insensitive, and matches as little as possible so that correct uses pass. */
export const english: readonly Word[] = [
  { pattern: /\b(tell|tells|told|telling)\b/, write: 'reports, returns, logs or notifies', reason: speech },
  {
    pattern: /\b(answer|answers|answered|answering)\b/,
    write: 'response (noun); returns, responds (verb)',
    reason: protocol,
  },
  { pattern: /\b(ask|asks|asked|asking)\b/, write: 'requests, queries or selects', reason: protocol },
  { pattern: /\bquestions?\b(?! marks?\b)/, write: 'query or request', reason: protocol },
  {
    pattern: /\b(stands|stood)\b(?! for\b)/,
    write: 'is, is in',
    reason: 'A value is in a field; it does not stand there.',
  },
  { pattern: /\bstand-ins?\b/, write: 'substitute, fake or test server', reason: metaphor },
  {
    pattern:
      /\b(holds|held)\b(?=[.,;:)]| (even|also|still|in both|no more|no longer|as long)\b)|\b(all|this|that|it|which) holds\b(?! (a|an|the|its|one|no)\b)/,
    write: 'is true, applies, is valid',
    reason: 'A program holds a lock; a statement is true.',
  },
  {
    pattern: /\bwhoever\b|\bwho (asks|asked|calls|called|waits|waited)\b/,
    write: 'the client, the caller',
    reason: archaic,
  },
  { pattern: /\bpatience\b/, write: 'timeout', reason: metaphor },
  {
    pattern: /\b(is|are|was|be) spared\b|\bbreakers? (rests?|rested)\b|\b(rests|rested|resting)\b/,
    write: 'open, open for N ms',
    reason: 'A circuit breaker is open or closed.',
  },
  { pattern: /\b(doors?|entrances?)\b/, write: 'server, listener, export or admission control', reason: metaphor },
  {
    pattern:
      /\b(takes?|took|gives?|gave|waits? for|waited for|free|holds?) (a|an|its|no|one|their) place\b|\bplaces? in (a|the) (queue|line)\b/,
    write: 'slot or permit',
    reason: 'A concurrency limiter gives permits; a queue has slots.',
  },
  {
    pattern: /\bkept (response|responses|answers?|pages?|results?|plans?)\b/,
    write: 'cached',
    reason: 'The field’s term is cache.',
  },
  {
    pattern: /\bshared (requests?|calls?|fetch|fetches|answers?|responses?|runs?)\b/,
    write: 'coalesced or deduplicated',
    reason: 'The field’s term is request coalescing.',
  },
  { pattern: /\b(blame|blames|blamed|blaming)\b/, write: 'attribute the error', reason: metaphor },
  {
    pattern: /\b(complain|complains|complained|complaints?|complaining)\b/,
    write: 'report, error or finding',
    reason: speech,
  },
  {
    pattern: /\b(meet|meets)\b(?! the (condition|requirement|criteri))/,
    write: 'handle, receive or find',
    reason: metaphor,
  },
  { pattern: /\bamiss\b/, write: 'wrong, or name the error', reason: archaic },
  {
    pattern: /(?<!\b(make|makes|made|making) )\bsure\b/,
    write: 'required, certain or guaranteed',
    reason: 'Say who guarantees it.',
  },
  { pattern: /\bworkshops?\b/, write: 'context', reason: metaphor },
  {
    pattern: /\b(agency|agencies)\b/,
    write: 'subgraph servers',
    reason: 'A benchmark measures servers.',
    within: /^bench\//,
  },
  { pattern: /\bfigures?\b/, write: 'observation or value', reason: 'The schema calls it Observation and value.' },
  { pattern: /\b(reckon|reckons|reckoned|reckoning)\b/, write: 'compute', reason: archaic },
  {
    pattern: /\b(made (out )?of|(is|are|gets) made\b(?! (by|available|public|up|for|to)\b))/,
    write: 'built from, is created',
    reason: 'Say what creates it.',
  },
  { pattern: /\b(what|who) fell short\b/, write: 'failures', reason: archaic },
  { pattern: /\bsettings that say how (many|much|long)\b/, write: 'limits', reason: archaic },
  { pattern: /\bkeeps? who(ever)? waits?\b/, write: 'queues requests', reason: archaic },
  {
    pattern: /\b(anew|lest|naught|aught|whereof|thereof|hitherto|begets?|betimes)\b/,
    write: 'again, so that … not, nothing, of which, so far',
    reason: archaic,
  },
];

/** For `schema/translations/es.json`, which civil servants and journalists in Mexico read. */
export const spanish: readonly Word[] = [
  {
    pattern: /\bquien(es)? (pregunta|preguntan|pide|piden|llama)\b/,
    write: 'el cliente, el usuario',
    reason: 'El sujeto es el cliente de la API.',
  },
  { pattern: /\bcifras?\b/, write: 'valor u observación', reason: 'El esquema los llama valor y observación.' },
  {
    pattern: /\bse (contesta|pregunta|dijo)\b/,
    write: 'responde, consulta, registró',
    reason: 'La API recibe consultas y responde.',
  },
  { pattern: /\bcubetas?\b/, write: 'lote o grupo', reason: 'Calco del inglés.' },
];
