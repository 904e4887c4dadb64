import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compose as composeSubgraphs } from '@cabildo/schema';
import { emitContract, ownSubgraphs } from '../contract.js';
import { readPartners } from '../partners.js';
import { schemaFolder } from '../place.js';

export interface ComposeFlags {
  /** A `partners.json`. */
  partners?: string;
  /** The file of the supergraph with the partners in it. */
  out: string;
}

/** Writes `schema/` from the code. With partners, writes a supergraph that includes them, and leaves `schema/` unchanged. */
export async function compose({ partners, out }: ComposeFlags): Promise<void> {
  if (partners) {
    const { supergraphSdl } = composeSubgraphs([...ownSubgraphs(), ...(await readPartners(partners))]);
    await writeFile(out, supergraphSdl);
    process.stdout.write(`${out}\n`);
    return;
  }
  for (const { name, text } of emitContract()) {
    await writeFile(join(schemaFolder, name), text);
    process.stdout.write(`schema/${name}\n`);
  }
}
