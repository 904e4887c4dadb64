/** The root as `RevisionId` has it. Old code may publish revisions without a log leaf: their time identifies them. */
const ROOT = `coalesce(left(encode(l.root, 'hex'), 32), md5(r.published_at::text))`;

const joined = (schema: string) => `"${schema}".revision r left join "${schema}".log_leaf l on l.revision = r.number`;

/** Selects the root of one revision. @param number SQL of its number, such as `$1` */
export const rootSql = (schema: string, number: string): string =>
  `select ${ROOT} from ${joined(schema)} where r.number = ${number}`;

/** Selects number and root of the newest revision; no row before the first one. */
export const newestRevisionSql = (schema: string): string =>
  `select r.number, ${ROOT} as root from ${joined(schema)} order by r.number desc limit 1`;
