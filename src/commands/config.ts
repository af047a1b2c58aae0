import type { Context, Setting } from '../context.ts';
import { nearest } from '../core/nearest.ts';
import { visible } from '../core/visible.ts';
import { UsageError } from '../errors.ts';
import { renderRecords, renderRows, type Column } from '../view/table.ts';
import { outStyle, printRecords, say, wantsJson, type OutputOptions } from './output.ts';

/** Prints one setting's value. */
export async function configGet(ctx: Context, key: string): Promise<void> {
  const settings = ctx.settings.list();
  const setting = settings.find((each) => each.key === key);
  if (!setting) {
    const guess = nearest(key, settings.map((each) => each.key));
    throw new UsageError(`there is no setting "${key}"`, guess ? `Did you mean "${guess}"?` : `Settings: ${settings.map((each) => each.key).join(', ')}.`);
  }
  ctx.terminal.out.write(`${visible(valueText(setting))}\n`);
}

export async function configSet(ctx: Context, key: string, value: string): Promise<void> {
  const setting = await ctx.settings.set(key, value);
  say(ctx, `Set: ${key} = ${valueText(setting)} in ${ctx.settings.path}. prep config unset ${key} takes it back.`);
}

export async function configUnset(ctx: Context, key: string): Promise<void> {
  const setting = await ctx.settings.unset(key);
  say(ctx, `Unset: ${key} is ${valueText(setting)} again.`);
}

/** Every setting and its value; `--show-origin` says where the value comes from. */
export async function configList(ctx: Context, options: OutputOptions & { showOrigin?: boolean }): Promise<void> {
  const settings = ctx.settings.list();
  if (wantsJson(options)) {
    printRecords(ctx, options, 'settings', settings.map((setting) => ({ ...setting })), ['key', 'value', 'origin']);
    return;
  }
  const rows = settings.map((setting) => [setting.key, valueText(setting), ...(options.showOrigin ? [setting.origin] : [])]);
  if (!ctx.terminal.out.isTerminal) {
    ctx.terminal.out.write(renderRecords(rows));
    return;
  }
  const style = outStyle(ctx);
  const shown = (row: readonly string[], index: number): string => visible(row[index] ?? '');
  const columns: Column<readonly string[]>[] = [
    { cell: (row) => shown(row, 0) },
    { cell: (row) => shown(row, 1) || style.pen.dim('none') },
    { cell: (row) => style.pen.dim(shown(row, 2)) },
  ];
  ctx.terminal.out.write(`${renderRows(rows, columns, style)}\n`);
}

/** Where the settings file is. */
export async function configPath(ctx: Context): Promise<void> {
  ctx.terminal.out.write(`${visible(ctx.settings.path)}\n`);
}

function valueText({ value }: Setting): string {
  return Array.isArray(value) ? value.join(',') : String(value ?? '');
}
