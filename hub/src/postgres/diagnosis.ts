import { diskFull, HubError, type HubErrorCode } from '../errors.js';

interface Complaint {
  pattern: RegExp;
  code: HubErrorCode;
  advice: string;
}

/** PostgreSQL's own words (it is made to speak English) and what a user does about them. */
const COMPLAINTS: Complaint[] = [
  {
    pattern: /could not create (shared memory|semaphores)|could not map anonymous shared memory/,
    code: 'SHARED_MEMORY',
    advice: 'stop other PostgreSQL servers, or give this machine or container more shared memory',
  },
  {
    pattern: /database files are incompatible with server/,
    code: 'DATA_VERSION',
    advice: 'start the version of Cabildo that made them, or set CABILDO_HOME to another folder',
  },
  {
    pattern: /could not look up effective user ID/,
    code: 'NO_ACCOUNT',
    advice: 'PostgreSQL needs a user with a name: start Cabildo as one, or name this one in /etc/passwd',
  },
  {
    pattern: /has wrong ownership|has invalid permissions|could not (access|change permissions of) directory/,
    code: 'DATA_FOLDER_UNUSABLE',
    advice: 'it must belong to the user that PostgreSQL runs as, with mode 700, on a file system that knows both',
  },
];

/** The error for a PostgreSQL that ended, from its output. */
export function diagnose(program: string, words: string, folder: string, logFile?: string): HubError {
  if (/No space left on device|Disk quota exceeded/.test(words)) return diskFull(folder);
  const said = lastWords(words);
  const known = COMPLAINTS.find(({ pattern }) => pattern.test(words));
  if (known) return new HubError(known.code, `${program} cannot use ${folder} (${said}): ${known.advice}.`);
  const more = logFile ? `; see ${logFile}` : '';
  return new HubError('POSTGRES_FAILED', `${program} ended on ${folder} (${said})${more}.`);
}

/** The last lines that say why: the fatal ones where there are any. */
export function lastWords(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const grave = lines.filter((line) => /FATAL|PANIC|error:|detail:|DETAIL/.test(line));
  const chosen = (grave.length > 0 ? grave : lines)
    .slice(-3)
    .map((line) => line.replace(/^.*?((FATAL|PANIC|LOG|DETAIL|HINT):)/, '$1').trim());
  return chosen.join(' ') || 'without a word';
}
