import type { Context } from '../context.ts';
import { visible } from '../core/visible.ts';
import { UsageError } from '../errors.ts';
import { renderJson, type Record } from '../view/record.ts';
import { styleFor, type Style } from '../view/style.ts';

/** The flags of a command that prints records. */
export interface OutputOptions {
  readonly json?: boolean;
  /** Field names separated by commas; asks for JSON. */
  readonly fields?: string;
}

export function wantsJson(options: OutputOptions): boolean {
  return options.json === true || options.fields !== undefined;
}

/** The style of stdout. */
export function outStyle(ctx: Context): Style {
  return styleFor(ctx.terminal.out, ctx.content.lexed);
}

/**
 * Prints one document with its records under `name`, narrowed to `--fields`. `known` are the names a record has, so that
 * a wrong one is refused even when there is no record.
 */
export function printRecords(ctx: Context, options: OutputOptions, name: string, records: readonly Record[], known: readonly string[]): void {
  ctx.terminal.out.write(renderJson({ [name]: narrowed(records, options.fields, known) }));
}

function narrowed(records: readonly Record[], given: string | undefined, known: readonly string[]): readonly Record[] {
  if (given === undefined) return records;
  const fields = given.split(',').map((field) => field.trim()).filter(Boolean);
  const unknown = fields.find((field) => !known.includes(field));
  if (unknown !== undefined || fields.length === 0) throw new UsageError(`there is no field "${unknown ?? ''}"`, `Fields: ${known.join(', ')}.`);
  return records.map((record) => Object.fromEntries(fields.map((field) => [field, record[field]])));
}

/** One line about what just happened, or did not; silenced by `--quiet`. */
export function say(ctx: Context, text: string): void {
  ctx.terminal.err.write(`${visible(text)}\n`);
}
