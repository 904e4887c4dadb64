import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { emitContract } from '../contract.js';
import { schemaFolder } from '../place.js';

/** Writes `schema/` anew from the code. */
export async function compose(): Promise<void> {
  for (const { name, text } of emitContract()) {
    await writeFile(join(schemaFolder, name), text);
    process.stdout.write(`schema/${name}\n`);
  }
}
