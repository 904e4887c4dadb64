import { readFileSync } from 'node:fs';

/** A line of a published CSV, read without the kit, to compare responses with. */
export interface Published {
  municipality: string;
  indicator: string;
  period: string;
  series: string;
  value: number | null;
}

export const packages: string[] = JSON.parse(readFileSync('data/packages.json', 'utf8')).map(
  (name: string) => `data/${name}`,
);

export const published: Published[] = packages.flatMap((folder) => {
  const { files } = JSON.parse(readFileSync(`${folder}/source.json`, 'utf8'));
  const ofObservations = files.filter(({ dataset }: { dataset: string }) => dataset === 'observation');
  return ofObservations.flatMap(({ file }: { file: string }) => readRows(`${folder}/${file}`));
});

function readRows(path: string): Published[] {
  const [, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    // No column up to the value contains a comma.
    const [municipality, indicator, period, series, value] = line.split(',') as [
      string,
      string,
      string,
      string,
      string,
    ];
    return { municipality, indicator, period, series, value: value === '' ? null : Number(value) };
  });
}

const slices = new Map<string, Published[]>();
for (const row of published) {
  const name = `${row.indicator} ${row.period} ${row.series}`;
  slices.set(name, [...(slices.get(name) ?? []), row]);
}

/** The published rows of each indicator, period and series, by these names. */
export const slicesOfPublished: [name: string, rows: Published[]][] = [...slices];
