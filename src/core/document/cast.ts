import { trimmed } from './field.ts';
import { nameSlug } from './identity.ts';
import { labelAt } from './label.ts';
import { leadOf } from './lead.ts';
import { plainText } from './phrase.ts';

export interface Persona {
  readonly id: string;
  readonly name: string;
  readonly role: string | null;
  readonly mindset: string | null;
}

/** Who asks and for which job, as far as a title and a preamble say. */
export interface Cast {
  readonly personas: readonly Persona[];
  /** A slug. */
  readonly role: string | null;
  /** The preamble without what the personas took. */
  readonly rest: readonly string[];
}

export function castOf(title: string | null, preamble: readonly string[]): Cast {
  const rest = [...preamble];
  const labelled = takeLabels(rest);
  const named = labelled.persona ?? /\b(?:persona|interviewer)\s*\d*\s*[-–—:]\s*(.+)$/i.exec(title ?? '')?.[1] ?? null;
  const role = labelled.role ?? (named === null ? roleOf(title ?? '') : null);
  let { mindset } = labelled;
  let name = named;
  if (name === null && role !== null) {
    const at = rest.findIndex((line) => /^#+\s/.test(line) && /\b(?:round|category|panel|screen|stage|deep dive|loop)\b/i.test(line));
    if (at !== -1) {
      const heading = leadOf((rest[at] ?? '').replace(/^#+\s+/, '')).text;
      const round = /\(([^()]*\b(?:round|panel|screen|interview|loop)\b[^()]*)\)/i.exec(heading);
      name = round?.[1] ?? heading;
      mindset ??= trimmed(rest.slice(at + 1));
      rest.splice(at);
      if (round !== null) rest.push(heading);
    }
  }
  const personas = name === null ? [] : [{ id: nameSlug(name), name: plainText(name), role, mindset }];
  if (name === null && mindset !== null) rest.push('', mindset);
  return { personas, role: role === null ? null : nameSlug(role), rest };
}

function takeLabels(lines: string[]): { persona: string | null; role: string | null; mindset: string | null } {
  const taken: { persona: string | null; role: string | null; mindset: string | null } = { persona: null, role: null, mindset: null };
  for (let at = 0; at < Math.min(lines.length, 200); at += 1) {
    const label = labelAt((lines[at] ?? '').replace(/^\s*[-*+]\s+/, ''));
    if (label === null || label.rest === '') continue;
    const { field } = label;
    if ((field !== 'persona' && field !== 'role' && field !== 'mindset') || taken[field] !== null) continue;
    taken[field] = field === 'mindset' ? label.rest : plainText(label.rest);
    lines.splice(at, 1);
    at -= 1;
  }
  return taken;
}

const job =
  /\b(?:engineers?|developers?|managers?|architects?|directors?|scientists?|analysts?|designers?|administrators?|programmers?|leads?|consultants?|specialists?|sre|dba|cto|vp|head)$/i;
const jobOf = /^(?:director|head|vp|vice president|manager|lead) of\b/i;
const filler = /\b(?:(?:technical |job |coding )?interviews?|questions?|answers?|prep(?:aration)?|guide|round|top \d+|most (?:common|asked)|common|cheat ?sheet|list of|collection of|q ?& ?a|(?:and|&)(?=\s*$)|^(?:and|&))/gi;

/** The job a title names, without what it says about the document; null when it names none. */
function roleOf(title: string): string | null {
  const words = (text: string): string =>
    text
      .replace(/\([^)]*\)/g, ' ')
      .replace(filler, ' ')
      .replace(/\s+/g, ' ')
      .replace(/^[\s:–—|&-]+|[\s:–—|&-]+$/g, '')
      .replace(/\s+(?:and|for|the|&)$/i, '')
      .replace(/^(?:for|the|a|an)\s+/i, '')
      .trim();
  for (const part of [title, ...title.split(/\s*[:|–—]\s*|\s+-\s+/)]) {
    const bare = words(part);
    if (bare.split(' ').length <= 8 && !/[:|?]/.test(bare) && (job.test(bare) || jobOf.test(bare)) && /\s/.test(bare)) return bare;
  }
  return null;
}
