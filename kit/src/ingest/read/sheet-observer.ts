import type { ReportFinding } from '../findings.js';
import type { UnpackingLimits } from './unpacking-limits.js';
import type { ByteCount } from './xml-part.js';

/** Receives events while a sheet is read. */
export interface SheetObserver {
  report: ReportFinding;
  /** Receives the number of bytes read. */
  bytes: ByteCount;
  /** Receives each merged range that spans several rows. */
  merged(reference: string): void;
  limits: UnpackingLimits;
}
