import type { Backup, Context, OtherJournal } from '../context.ts';
import { visible } from '../core/visible.ts';
import { UsageError, UserError } from '../errors.ts';
import { bytesText } from '../view/number.ts';
import { renderJson } from '../view/record.ts';
import { renderRecords, renderRows } from '../view/table.ts';
import { outStyle, printRecords, say, wantsJson, type OutputOptions } from './output.ts';

/** Copies the journal, or lists the copies. */
export async function backup(ctx: Context, what: string | undefined, options: OutputOptions): Promise<void> {
  if (what === 'list') return listBackups(ctx, options);
  if (what !== undefined) throw new UsageError(`prep backup does not take "${visible(what)}"`, 'prep backup makes one, prep backup list shows them.');
  const events = ctx.journal.events().length; // One from a newer prep is refused here.
  const made = ctx.backups.make('manual');
  if (!made) {
    if (wantsJson(options)) ctx.terminal.out.write(renderJson({ backup: null }));
    else say(ctx, 'There is nothing to back up yet.');
  } else if (wantsJson(options)) ctx.terminal.out.write(renderJson({ backup: { ...facts(made), events, damaged: ctx.journal.damage().length } }));
  else say(ctx, `Backed up: ${made.path}, ${countOf(events, 'event')}, ${bytesText(made.bytes)}. prep restore ${nameOf(made)} brings it back.`);
}

const fields = ['name', 'path', 'reason', 'at', 'bytes', 'events', 'damaged'];

/** Every backup, newest first, with what is in it. */
async function listBackups(ctx: Context, options: OutputOptions): Promise<void> {
  ctx.journal.events();
  const records = ctx.backups.list().map((each) => ({ ...facts(each), ...contentOf(ctx, each.path) }));
  if (wantsJson(options)) printRecords(ctx, options, 'backups', records, fields);
  else if (!ctx.terminal.out.isTerminal) {
    ctx.terminal.out.write(renderRecords(records.map(({ name, at, reason, bytes, events, damaged }) => [name, at, reason, bytes, events, damaged])));
  } else if (records.length > 0) {
    const style = outStyle(ctx);
    const rows = renderRows(
      records,
      [
        { cell: ({ name }) => name },
        { cell: ({ bytes }) => style.pen.dim(bytesText(bytes)) },
        { cell: ({ events, damaged }) => (events === null ? 'cannot be read' : `${countOf(events, 'event')}${damaged ? `, ${countOf(damaged, 'damaged line')}` : ''}`), cut: true },
      ],
      style,
    );
    await ctx.terminal.page(`${rows}\n`);
  }
  if (records.length === 0) say(ctx, 'There is no backup yet. One is made after the first session of a day; prep backup makes one now.');
}

/** Puts a backup, by name or path, in the place of the journal, which is backed up first. */
export async function restore(ctx: Context, given: string): Promise<void> {
  const named = ctx.backups.list().find((each) => nameOf(each) === given);
  const other = ctx.journal.readOther(named?.path ?? given);
  const before = ctx.journal.events().length;
  if (ctx.journal.missing(other) === 0 && before === idsIn(other)) {
    say(ctx, `Nothing to restore: your journal holds the same ${countOf(before, 'event')}.`);
    return;
  }
  const kept = ctx.backups.make('before-restore');
  ctx.journal.restore(other);
  say(ctx, `Restored: ${countOf(idsIn(other), 'event')} from ${other.path}; there were ${before}. ${kept ? `prep restore ${nameOf(kept)} takes it back.` : ''}`.trim());
  warnOfDamage(ctx, other);
}

/** Adds what another journal has and this one has not. Any order, any number of times: the same result. */
export async function merge(ctx: Context, given: string, options: OutputOptions): Promise<void> {
  const other = ctx.journal.readOther(given);
  const added = ctx.journal.missing(other);
  const kept = added > 0 ? ctx.backups.make('before-merge') : null;
  if (added > 0) ctx.journal.merge(other);
  const events = ctx.journal.events().length;
  if (wantsJson(options)) ctx.terminal.out.write(renderJson({ merge: { path: other.path, added, events, damaged: other.damage.length } }));
  else {
    say(
      ctx,
      added === 0
        ? `Nothing to merge: all ${countOf(idsIn(other), 'event')} of ${other.path} are here already.`
        : `Merged: ${countOf(added, 'event')} from ${other.path}, ${events} in all. ${kept ? `prep restore ${nameOf(kept)} takes it back.` : ''}`.trim(),
    );
    warnOfDamage(ctx, other);
  }
}

function warnOfDamage(ctx: Context, { damage, path }: OtherJournal): void {
  const [first] = damage;
  if (first) say(ctx, `${countOf(damage.length, 'line')} of it cannot be read: ${path}:${first.line}: ${first.reason}.`);
}

function contentOf(ctx: Context, path: string): { events: number | null; damaged: number | null } {
  try {
    const other = ctx.journal.readOther(path);
    return { events: idsIn(other), damaged: other.damage.length };
  } catch (error) {
    if (error instanceof UserError) return { events: null, damaged: null };
    throw error;
  }
}

function idsIn(other: OtherJournal): number {
  return new Set(other.lines.map(({ event }) => event.id)).size;
}

function facts(each: Backup) {
  return { name: nameOf(each), path: each.path, reason: each.reason, at: each.at.toISOString(), bytes: each.bytes };
}

/** The file's name without its folder. */
function nameOf({ path }: Backup): string {
  return path.replace(/^.*[\\/]/, '');
}

function countOf(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
