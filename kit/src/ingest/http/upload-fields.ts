import { refusal } from '../../http/http-errors.js';
import type { Upload } from './upload.js';

const NAMES = ['source', 'mapping', 'note', 'dryRun', 'acceptFindings'];
const LONGEST_NOTE = 2_000;

/** The form fields of an upload. */
export interface UploadFields {
  source: string;
  mapping?: string;
  note?: string;
  dryRun: boolean;
  acceptFindings: boolean;
}

/**
 * Reads the form fields of an upload. An unknown name or value is refused: a misspelt "dryRun" would publish.
 * @throws GraphQLError UPLOAD_UNREADABLE
 */
export function readFields({ fields }: Upload): UploadFields {
  for (const name of fields.keys())
    if (!NAMES.includes(name))
      throw refusal(
        'UPLOAD_UNREADABLE',
        `Unknown field ${JSON.stringify(name)}. Expected one of: ${NAMES.join(', ')}, and files as "file".`,
      );
  const source = fields.get('source');
  if (source === undefined)
    throw refusal('UPLOAD_UNREADABLE', 'The upload lacks the field "source" with the text of a source.json.');
  return {
    source,
    mapping: fields.get('mapping'),
    note: readNote(fields.get('note')),
    dryRun: readFlag('dryRun', fields.get('dryRun')),
    acceptFindings: readFlag('acceptFindings', fields.get('acceptFindings')),
  };
}

function readFlag(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw refusal('UPLOAD_UNREADABLE', `The field "${name}" must be true or false; it is ${JSON.stringify(text)}.`);
}

function readNote(note: string | undefined): string | undefined {
  if (note === undefined) return undefined;
  if (note.length <= LONGEST_NOTE && !note.includes('\0') && note.isWellFormed()) return note;
  throw refusal(
    'UPLOAD_UNREADABLE',
    `The field "note" must be a text of at most ${LONGEST_NOTE} characters without U+0000; it has ${note.length}.`,
  );
}
