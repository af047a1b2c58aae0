import type { Context } from '../context.ts';
import type { Corpus } from '../core/corpus.ts';
import { clockJumps, orphans, repeats, type Finding } from '../core/doctor.ts';
import type { QuestionId } from '../core/question.ts';
import { visible } from '../core/visible.ts';
import { ExitCode, UserError } from '../errors.ts';
import { styleFor } from '../view/style.ts';
import { wrap } from '../view/text.ts';
import { printRecords, say, wantsJson, type OutputOptions } from './output.ts';

export interface DoctorOptions extends OutputOptions {
  readonly fix?: boolean;
}

/** A finding, and what `--fix` does about it; null where only the person can. */
interface Ailment extends Finding {
  readonly cure: Cure | null;
}

type Cure =
  | { readonly does: 'mend' }
  | { readonly does: 'forget snapshot' }
  | { readonly does: 'narrow'; readonly path: string }
  | { readonly does: 'take in'; readonly path: string }
  | { readonly does: 'alias'; readonly from: QuestionId; readonly to: QuestionId };

/** Everything wrong with the store, each with its remedy; exit 3 when something wrong is left. `--fix` backs up first. */
export async function doctor(ctx: Context, options: DoctorOptions): Promise<number> {
  const ailments = await examine(ctx);
  const fixed = new Set<Cure>(options.fix ? cure(ctx, ailments) : []);
  if (wantsJson(options)) {
    const records = ailments.map(({ path, line, rule, message, hint, ...each }) => ({ path, line, rule, message, hint, fixed: each.cure !== null && fixed.has(each.cure) }));
    printRecords(ctx, options, 'problems', records, ['path', 'line', 'rule', 'message', 'hint', 'fixed']);
  } else report(ctx, ailments, fixed);
  return ailments.every((each) => each.note === true || (each.cure !== null && fixed.has(each.cure))) ? ExitCode.done : ExitCode.problems;
}

async function examine(ctx: Context): Promise<Ailment[]> {
  const { journal, inspection } = ctx;
  const { path } = journal;
  const damage = journal.damage(); // First: what follows would warn of it.
  const lines = journal.lines();
  const mends: Cure = { does: 'mend' };
  const corpus = await corpusIfAny(ctx);
  const found: Ailment[] = [
    ...damage.map(({ line, reason }) => ({ path, line, rule: 'damaged-line', message: `this line cannot be read: ${reason}`, hint: 'prep doctor --fix saves what can be read of it and moves the rest to a file beside the journal.', cure: mends })),
    ...repeats(lines).map(({ line, first, same }) => ({
      path,
      line,
      rule: 'repeated-event',
      message: same ? `this is the event of line ${first} again; it counts once` : `this has the id of line ${first} and other content; the one there counts`,
      hint: same ? 'prep doctor --fix takes the repeat out.' : 'Nothing has to be done, and nothing is thrown away.',
      ...(same ? { cure: mends } : { cure: null, note: true }),
    })),
    ...clockJumps(lines, ctx.now().getTime()).map(({ line, backMs, aheadMs }) => ({
      path,
      line,
      rule: 'clock',
      message: backMs > 0 ? `the clock was ${span(backMs)} back from the event before` : `the clock was ${span(aheadMs)} ahead of now`,
      hint: 'Check the clock of that machine. The order of events was kept; prep undo takes back what is on a wrong day.',
      note: true,
      cure: null,
    })),
  ];
  if (corpus) {
    if (journal.snapshotDrifts(corpus.aliases)) {
      const snapshot = `${inspection.folder}/snapshot.json`;
      found.push({ path: snapshot, line: 1, rule: 'snapshot', message: 'the snapshot does not say what the journal amounts to', hint: 'prep doctor --fix removes it; it is made again.', cure: { does: 'forget snapshot' } });
    }
    found.push(...orphanFindings(ctx, corpus));
  }
  for (const { path: wide, mode } of inspection.widePermissions()) {
    found.push({ path: wide, line: 1, rule: 'permissions', message: `others on this machine may use this: its mode is ${mode.toString(8).padStart(4, '0')}`, hint: 'prep doctor --fix keeps it to you.', cure: { does: 'narrow', path: wide } });
  }
  for (const copy of inspection.conflictedCopies()) {
    found.push({ path: copy, line: 1, rule: 'conflicted-copy', message: 'a sync tool left this second journal here; what is in it does not count', ...copyRemedy(ctx, copy) });
  }
  const place = inspection.place();
  if (place !== null) {
    found.push({
      path: inspection.folder,
      line: 1,
      rule: 'shared-place',
      message: `your journal lies ${place}, where two machines may write at once`,
      hint: 'Keep it on this machine (PREP_DATA_DIR), and join journals with prep merge.',
      note: true,
      cure: null,
    });
  }
  return found;
}

/** Content that cannot be read at all is for `prep check` to say; the store can still be examined. */
async function corpusIfAny(ctx: Context): Promise<Corpus | null> {
  try {
    return await ctx.content.corpus();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say(ctx, 'No content could be read, so whether its questions still exist was not looked at. prep check says why.');
    return null;
  }
}

function orphanFindings(ctx: Context, corpus: Corpus): Ailment[] {
  const { path } = ctx.journal;
  // Where only some content was asked for, what is missing from it is no fault.
  const partial = ctx.content.given !== null;
  return orphans(ctx.journal.lines(), ctx.journal.progress(new Map()), corpus).flatMap(({ id, line, reviews, now, likely }): Ailment[] => {
    const what = `"${id}", rated ${reviews} ${reviews === 1 ? 'time' : 'times'},`;
    if (now) {
      const message = now.because === 'aliases' ? `${what} is "${now.id}" now, as ${now.path} says` : `${what} is gone from the content; "${now.id}" is new in the same file and nearly the same`;
      return [{ path, line, rule: 'renamed', message, hint: `prep doctor --fix writes down that "${id}" is "${now.id}"; prep undo takes that back.`, cure: { does: 'alias', from: id, to: now.id } }];
    }
    if (partial) return [];
    const guess = likely.map((each) => `"${each}"`).join(' or ');
    return [{
      path, line, rule: 'orphan', message: `${what} is not in the content`,
      hint: guess === '' ? 'Its history is kept. If it has another id now, write "aliases" in its file.' : `Its history is kept. If it is ${guess} now, write "aliases: [${id}]" in that file.`,
      note: true, cure: null,
    }]; // prettier-ignore
  });
}

function copyRemedy(ctx: Context, copy: string): Pick<Ailment, 'hint' | 'cure'> {
  try {
    ctx.journal.readOther(copy);
    return { hint: 'prep doctor --fix adds what is in it to your journal, as prep merge would, and moves it to the backups.', cure: { does: 'take in', path: copy } };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { hint: `It cannot be read as a journal (${error.message}). Look at it, and move it away.`, cure: null };
  }
}

/** Does what can be done and gives it back. Nothing that can be read is thrown away, and the journal is backed up before it changes. */
function cure(ctx: Context, ailments: readonly Ailment[]): Cure[] {
  const cures = [...new Set(ailments.flatMap((each) => each.cure ?? []))];
  const changes = cures.filter(({ does }) => does === 'mend' || does === 'take in' || does === 'alias');
  const kept = changes.length > 0 ? ctx.backups.make('before-doctor') : null;
  if (kept) say(ctx, `Backed up first: ${kept.path}`);
  for (const each of cures) {
    switch (each.does) {
      case 'mend': {
        const aside = ctx.journal.mend();
        if (aside !== null) say(ctx, `What cannot be read was moved to ${aside}`);
        break;
      }
      case 'forget snapshot':
        ctx.journal.forgetSnapshot();
        break;
      case 'narrow':
        ctx.inspection.narrow(each.path);
        break;
      case 'take in':
        ctx.journal.merge(ctx.journal.readOther(each.path));
        ctx.inspection.setAside(each.path);
        break;
      case 'alias':
        ctx.journal.append({ type: 'alias', from: each.from, to: each.to });
        break;
    }
  }
  return cures;
}

function report(ctx: Context, ailments: readonly Ailment[], fixed: ReadonlySet<Cure>): void {
  const { out } = ctx.terminal;
  const { pen, width } = styleFor(out);
  for (const each of ailments) {
    const done = each.cure !== null && fixed.has(each.cure) ? ' Fixed.' : '';
    const place = `${pen.bold(`${visible(each.path)}:${each.line}`)}: ${visible(each.message)} ${pen.dim(`(${each.rule})`)}${done}`;
    const hint = done === '' ? visible(each.hint) : '';
    if (out.isTerminal) out.write(`${wrap(place, width).join('\n')}\n${hint === '' ? '' : `${wrap(pen.dim(hint), width, { indent: '  ' }).join('\n')}\n`}`);
    else out.write(`${place}${hint === '' ? '' : `: ${hint}`}\n`);
  }
  const events = ctx.journal.events().length;
  const count = `${events} ${events === 1 ? 'event' : 'events'}`;
  const mended = ailments.filter((each) => each.cure !== null && fixed.has(each.cure)).length;
  say(ctx, `${count}, ${ailments.length === 0 ? 'nothing found' : `${ailments.length} ${ailments.length === 1 ? 'finding' : 'findings'}`}${mended > 0 ? `, ${mended} fixed` : ''}.`);
}

function span(ms: number): string {
  const hours = Math.round(ms / 3_600_000);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
