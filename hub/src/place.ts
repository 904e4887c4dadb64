import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

/** The folders of the workspace that the hub reads at run time. */
export const dataFolder = fileURLToPath(new URL('data/', root));
export const schemaFolder = fileURLToPath(new URL('schema/', root));
/** Subgraphs to start from, a folder for each language. */
export const templateFolder = fileURLToPath(new URL('hub/templates/', root));
