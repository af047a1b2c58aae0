import type { Context, Key } from '../context.ts';
import { progressOf } from '../core/filter.ts';
import { nearest } from '../core/nearest.ts';
import type { Question } from '../core/question.ts';
import type { Rating } from '../core/schedule.ts';
import { standing } from '../core/stats.ts';
import { visible } from '../core/visible.ts';
import { UsageError } from '../errors.ts';
import { browseFrame, readingFrame, type Entry } from '../view/browse.ts';
import { plainLine } from '../view/plain-line.ts';
import { renderQuestion } from '../view/question.ts';
import { confidenceDots, narrower, ratingPen, styleFor, type Style } from '../view/style.ts';
import { choose, type Choice, type FilterOptions } from './choice.ts';
import { say } from './output.ts';

/** One list on the way down: its entries, what is typed to narrow it, and the entry in hand. */
interface Level {
  readonly title: string;
  readonly entries: readonly (Entry & { readonly open: () => Level | Question })[];
  filter: string;
  cursor: number;
}

const ways = ['themes', 'personas'] as const;

/** Walks themes or personas and reads questions, with type-to-filter, on a screen. */
export async function browse(ctx: Context, way: string | undefined, options: FilterOptions): Promise<void> {
  if (way !== undefined && !ways.some((each) => each === way)) {
    const guess = nearest(way, ways);
    throw new UsageError(`"${visible(way)}" is not a way to browse`, guess ? `Did you mean "${guess}"?` : 'Browse themes or personas.');
  }
  if (!ctx.terminal.interactive) {
    throw new UsageError('browsing needs a terminal, and there is none here', 'Use prep list, prep search or prep show in a script.');
  }
  const choice = await choose(ctx, options);
  if (choice.questions.length === 0) {
    say(ctx, 'No question matches.');
    return;
  }
  const trail: Level[] = [way === 'personas' ? personaLevel(choice) : way === 'themes' ? themeLevel(choice) : topLevel(choice)];
  let reading: { question: Question; scroll: number } | null = null;
  let furthest = 0;
  let page = 10;
  const style = (columns: number): Style => {
    const { width, color, unicode } = ctx.terminal.out;
    return styleFor({ width: Math.min(width, columns), color, unicode }, ctx.content.lexed);
  };
  await ctx.terminal.show({
    frame: ({ columns, rows }) => {
      page = Math.max(1, rows - 4);
      const level = trail.at(-1);
      if (reading) {
        const pens = style(columns);
        const text = renderQuestion(reading.question, progressOf(choice.progress, reading.question), choice.corpus, narrower(pens, 2));
        const frame = readingFrame(text, reading.scroll, pens, rows);
        ({ furthest } = frame);
        return frame.lines;
      }
      return level ? browseFrame({ ...level, entries: matching(level), deep: trail.length > 1 }, style(columns), rows) : [' '];
    },
    press: (key) => {
      const level = trail.at(-1);
      if (!level) return true;
      if (reading) {
        if (['escape', 'left', 'backspace', 'enter', 'q'].includes(key.name)) reading = null;
        else reading.scroll = Math.max(0, Math.min(furthest, reading.scroll + scrollBy(key, page, furthest)));
        return false;
      }
      const entries = matching(level);
      const chosen = entries[level.cursor];
      if ((key.name === 'enter' || key.name === 'right') && chosen) {
        const opened = chosen.open();
        if ('entries' in opened) trail.push(opened);
        else reading = { question: opened, scroll: 0 };
      } else if (key.name === 'escape' || key.name === 'left') {
        if (level.filter && key.name === 'escape') narrow(level, '');
        else trail.pop();
      } else if (key.name === 'backspace') narrow(level, [...level.filter].slice(0, -1).join(''));
      else if (key.name === 'space') narrow(level, `${level.filter} `);
      else if ([...key.name].length === 1) narrow(level, level.filter + key.name);
      else level.cursor = Math.max(0, Math.min(entries.length - 1, level.cursor + scrollBy(key, page, entries.length)));
      return trail.length === 0;
    },
  });
}

function narrow(level: Level, filter: string): void {
  level.filter = filter;
  level.cursor = 0;
}

function scrollBy({ name }: Key, page: number, all: number): number {
  return { up: -1, down: 1, pageup: -page, pagedown: page, space: page, home: -all, end: all }[name] ?? 0;
}

/** Entries that hold every typed word. */
function matching(level: Level): Level['entries'] {
  const words = level.filter.toLowerCase().split(/\s+/).filter(Boolean);
  return level.entries.filter((entry) => words.every((word) => `${entry.text} ${entry.note}`.toLowerCase().includes(word)));
}

function topLevel(choice: Choice): Level {
  return level('Browse', [
    { text: 'Themes', note: `${themeLevel(choice).entries.length}`, mark: () => '', open: () => themeLevel(choice) },
    { text: 'Personas', note: `${personaLevel(choice).entries.length}`, mark: () => '', open: () => personaLevel(choice) },
    { text: 'Every question', note: `${choice.questions.length}`, mark: () => '', open: () => questionLevel('Every question', choice.questions, choice) },
  ]);
}

function themeLevel(choice: Choice): Level {
  return groups('Themes', choice.corpus.themes.map(({ id, title }) => ({ name: title, questions: choice.questions.filter((question) => question.theme === id) })), choice);
}

function personaLevel(choice: Choice): Level {
  return groups('Personas', choice.corpus.personas.map(({ id, name }) => ({ name, questions: choice.questions.filter((question) => question.personas.includes(id)) })), choice);
}

function groups(title: string, all: readonly { name: string; questions: readonly Question[] }[], choice: Choice): Level {
  return level(
    title,
    all
      .filter(({ questions }) => questions.length > 0)
      .map(({ name, questions }) => {
        const { confidence, rated } = standing(questions, choice.progress, choice.today);
        return {
          text: name,
          note: `${questions.length}${confidence === null ? '' : `, ${rated} rated, ${confidence.toFixed(1)}`}`,
          mark: () => '',
          open: () => questionLevel(plainLine(name), questions, choice),
        };
      }),
  );
}

function questionLevel(title: string, questions: readonly Question[], choice: Choice): Level {
  return level(
    title,
    questions.map((question) => ({
      text: question.question,
      note: question.id,
      mark: (style: Style) => markOf(progressOf(choice.progress, question).confidence, style),
      open: () => question,
    })),
  );
}

/** A confidence, as its digit alone where the question needs the room. */
function markOf(confidence: Rating | null, style: Style): string {
  if (style.width >= 60) return confidenceDots(confidence, style);
  return confidence === null ? style.pen.dim('-') : ratingPen(style, confidence)(String(confidence));
}

function level(title: string, entries: Level['entries']): Level {
  return { title, entries, filter: '', cursor: 0 };
}

