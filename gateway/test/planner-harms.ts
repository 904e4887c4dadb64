// Planner processes that do harm when they are told to, each the real one with something added.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const built = (file: string) => pathToFileURL(resolve('gateway/dist', file)).href;

/** Ends as it reads a supergraph that names `deadly`, hangs on a plan that names `hanging`. */
export function harmfulEntry(folder: string): string {
  return entry(
    join(folder, 'harmful-planner.mjs'),
    `import '${built('engine/plan/process/planner-process.js')}';
     process.prependListener('message', ({ supergraph, query }) => {
       if (supergraph?.includes('deadly')) process.kill(process.pid, 'SIGKILL');
       while (query?.includes('hanging'));
     });`,
  );
}

/** Is at work without end as soon as it has started. */
export function endlessEntry(folder: string): string {
  return entry(
    join(folder, 'endless-planner.mjs'),
    `import { watched } from '${built('engine/plan/process/planner-watch.js')}';
     process.on('message', ({ maxBytes }) => watched(maxBytes)(() => { for (;;); }));`,
  );
}

/** A process that plans over a supergraph by the entry, if one is given, and tells the process id of its planner. */
export function planningParent(sdl: string, folder: string, planner?: string): string {
  return entry(
    join(folder, 'parent.mjs'),
    `import { IsolatedPlanner } from '${built('engine/plan/process/isolated-planner.js')}';
     const planner = new IsolatedPlanner({ sdl: ${JSON.stringify(sdl)} }, ${JSON.stringify({ entry: planner })});
     ${planner === undefined ? 'await planner.ready;' : ''}
     process.stdout.write(planner.pid + '\\n');
     if (process.argv[2] !== 'ends') setInterval(() => {}, 1_000);`,
  );
}

function entry(file: string, text: string): string {
  writeFileSync(file, text);
  return file;
}
