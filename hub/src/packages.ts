import { type ConnectedSubgraph, describeReport, filesOfPackages, publishFiles } from '@cabildo/kit';
import { HubError } from './errors.js';
import type { Report } from './steps.js';

/**
 * Publishes every file of the hub's data packages that is not published yet.
 * @throws HubError PACKAGE_REJECTED
 */
export async function loadPackages(
  folder: string,
  subgraphs: ConnectedSubgraph[],
  progress: Report,
  stop: AbortSignal,
): Promise<void> {
  const files = await filesOfPackages(folder);
  let done = 0;
  for await (const { file, report } of publishFiles(files, subgraphs, 'cabildo')) {
    if (report?.outcome === 'rejected')
      throw new HubError(
        'PACKAGE_REJECTED',
        `The data package file ${file.path} does not hold:\n${describeReport(report)}`,
      );
    stop.throwIfAborted();
    done += 1;
    progress({ done, total: files.length, unit: 'files' });
  }
}
