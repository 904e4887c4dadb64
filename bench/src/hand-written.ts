// What somebody would write who has these three questions and no gateway: fetches and a merge, without GraphQL.
import { createServer } from 'node:http';
import { Pool } from 'undici';

const base = new URL(process.env.AGENCIES!);
const pool = new Pool(base.origin, { connections: 128, pipelining: 1 });

// biome-ignore lint/suspicious/noExplicitAny: it is written as such code is written.
type Row = Record<string, any>;

async function ask(agency: string, query: string, keys?: Row[]): Promise<Row> {
  const body = JSON.stringify(keys ? { query, variables: { keys } } : { query });
  const headers = { 'content-type': 'application/json' };
  const answer = await pool.request({ path: `/${agency}/graphql`, method: 'POST', headers, body });
  return ((await answer.body.json()) as { data: Row }).data;
}

/** Asks once for each different row, and gives every row its own. */
async function extend(agency: string, type: string, key: string, fields: string, rows: Row[], more: string[] = []) {
  const distinct = new Map(rows.map((row) => [row[key] as string, row]));
  const keys = [...distinct.values()].map((row) => {
    const named: Row = { __typename: type, [key]: row[key] };
    for (const name of more) named[name] = row[name];
    return named;
  });
  const query = `query($keys:[_Any!]!){_entities(representations:$keys){...on ${type}{${fields}}}}`;
  const { _entities } = await ask(agency, query, keys);
  const found = new Map(keys.map((named, at) => [named[key] as string, _entities[at] as Row]));
  for (const row of rows) Object.assign(row, structured(found.get(row[key] as string)!));
}

/** A copy, for the same row stands in several places and is extended in each. */
const structured = (row: Row): Row => {
  const copy: Row = { ...row };
  for (const name in copy) {
    const value = copy[name];
    if (Array.isArray(value)) copy[name] = value.map(structured);
    else if (typeof value === 'object' && value !== null) copy[name] = structured(value);
  }
  return copy;
};

const flat = (rows: Row[], name: string): Row[] => rows.flatMap((row) => row[name] as Row | Row[]);

async function small(): Promise<Row> {
  return ask('people', '{people{id name office}}');
}

async function medium(): Promise<Row> {
  const { people } = await ask('people', '{people{id name office}}');
  await extend('reports', 'Person', 'id', 'reports{id body project{code}}', people);
  const projects = flat(flat(people, 'reports'), 'project');
  await Promise.all([
    extend('projects', 'Project', 'code', 'title', projects),
    extend('budgets', 'Project', 'code', 'isFunded', projects),
  ]);
  return {
    people: people.map(({ name, office, reports }: Row) => ({
      name,
      office,
      reports: reports.map(({ id, body, project: { code, title, isFunded } }: Row) => ({
        id,
        body,
        project: { code, title, isFunded },
      })),
    })),
  };
}

const written = 'reports{id body project{code}}';
const about = `reports{id body author{id ${written}}}`;

async function heavy(): Promise<Row> {
  const [{ people }, { projects }] = (await Promise.all([
    ask('people', '{people{id name office}}'),
    ask('projects', '{projects{code title amount}}'),
  ])) as [Row, Row];
  await Promise.all([
    extend('reports', 'Person', 'id', `reports{id body project{code ${about}}}`, people),
    extend('reports', 'Project', 'code', about, projects),
  ]);
  const reported = flat(flat(people, 'reports'), 'project');
  const authors = flat(flat([...reported, ...projects], 'reports'), 'author');
  const named = [...reported, ...flat(flat(authors, 'reports'), 'project')];
  await Promise.all([
    extend('projects', 'Project', 'code', 'title amount', named),
    extend('people', 'Person', 'id', 'name office', authors),
  ]);
  await extend('budgets', 'Project', 'code', 'isFunded spent', [...projects, ...named], ['amount']);
  return { people: people.map(shownAuthor(shownProject)), projects: projects.map(shownProject) };
}

const shownAuthor =
  (shown: (project: Row) => Row) =>
  ({ id, name, office, reports }: Row): Row => ({
    id,
    name,
    office,
    reports: reports.map(({ id, body, project }: Row) => ({ id, body, project: shown(project) })),
  });

const shownPlain = ({ code, title, amount, isFunded, spent }: Row): Row => ({ code, title, amount, isFunded, spent });

const shownProject = (project: Row): Row => ({
  ...shownPlain(project),
  reports: project.reports.map(({ id, body, author }: Row) => ({ id, body, author: shownAuthor(shownPlain)(author) })),
});

const answers = JSON.parse(process.env.QUERIES!) as Record<string, string>;
const makers: Record<string, () => Promise<Row>> = { small, medium, heavy };
const byBody = new Map(Object.entries(answers).map(([name, query]) => [JSON.stringify({ query }), makers[name]!]));

createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', async () => {
    const make = byBody.get(text);
    const body = Buffer.from(make ? JSON.stringify({ data: await make() }) : '{}');
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
