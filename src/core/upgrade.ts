import { formatVersion } from './event.ts';

type Record = { readonly [name: string]: unknown };

/**
 * How a record of each older format becomes one of the next; the index is the older version. A later format adds its step
 * at the end and touches nothing else. Null where the record is no event of its format: its line is then left as found.
 */
const steps: readonly ((record: Record) => Record | null)[] = [fromVersion0];

/**
 * A parsed record in the format of today: one of an older format taken through every step, any other value as it is, the
 * same object. What a step does not know it carries along.
 */
export function upgraded(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  let record = value as Record | null;
  for (let v = record?.['v']; record !== null && typeof v === 'number' && v < formatVersion; v = record?.['v']) {
    const step = steps[v];
    if (!step) break;
    record = step(record);
  }
  return record;
}

/** Version 0 was never released: docs/data-format.md says what it looks like, and that it is there to keep this path true. */
function fromVersion0({ time, confidence, type, ...rest }: Record): Record | null {
  if (typeof time !== 'number' || !Number.isFinite(new Date(time).getTime())) return null;
  return {
    ...rest,
    v: 1,
    type: type === 'rated' ? 'review' : type === 'undone' ? 'undo' : type,
    at: new Date(time).toISOString(),
    ...(confidence === undefined ? {} : { rating: confidence }),
  };
}
