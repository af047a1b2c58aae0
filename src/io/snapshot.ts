import { accessSync, constants, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress, QuestionProgress, DayTotals } from '../core/progress.ts';
import { asQuestionId, type QuestionId } from '../core/question.ts';

/** What the journal was when the snapshot was taken, and by which rules it was replayed. */
export interface SnapshotKey {
  readonly inode: number;
  readonly size: number;
  readonly mtimeMs: number;
  /** CRC-32 of the last 4 KiB. */
  readonly tail: number;
  readonly rules: string;
}

interface StoredSnapshot {
  readonly v: number;
  readonly key: SnapshotKey;
  readonly newest: string;
  /** Pairs and not an object: an id is never a key path. */
  readonly questions: readonly (readonly [string, QuestionProgress])[];
  readonly days: readonly (readonly [number, DayTotals])[];
  readonly renames: readonly (readonly [QuestionId, QuestionId])[];
}

const snapshotVersion = 2;

/** The snapshot as it lies there, or null where there is none that can be used. Read without conf, which costs. */
export function readSnapshot(folder: string): { key: SnapshotKey; progress: Progress } | null {
  try {
    const stored = JSON.parse(readFileSync(join(folder, 'snapshot.json'), 'utf8')) as StoredSnapshot;
    if (stored.v !== snapshotVersion) return null;
    return {
      key: stored.key,
      progress: {
        newest: stored.newest,
        questions: new Map(
          stored.questions.flatMap(([text, progress]) => {
            const id = asQuestionId(text);
            return id ? [[id, progress] as const] : [];
          }),
        ),
        days: new Map(stored.days),
        renames: new Map(stored.renames),
      },
    };
  } catch {
    return null;
  }
}

/** Writes the snapshot through conf. A failure is silent: the journal holds everything, and replaying it is only slower. */
export async function writeSnapshot(folder: string, key: SnapshotKey, progress: Progress): Promise<void> {
  try {
    // conf spins for a second on a folder it cannot write.
    accessSync(folder, constants.W_OK);
    const { default: Conf } = await import('conf');
    const store = new Conf<Record<string, unknown>>({
      cwd: folder,
      configName: 'snapshot',
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: true,
      projectName: 'prep',
    });
    store.store = {
      v: snapshotVersion,
      key,
      newest: progress.newest,
      questions: [...progress.questions],
      days: [...progress.days],
      renames: [...progress.renames],
    };
  } catch {
    return;
  }
}
