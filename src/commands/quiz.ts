import type { Context, Key, SavedSession } from '../context.ts';
import { largestSeed } from '../core/draw.ts';
import { printsOf } from '../core/event.ts';
import { isDue } from '../core/filter.ts';
import { noProgress, type Progress } from '../core/progress.ts';
import type { Question, QuestionId } from '../core/question.ts';
import { orders, ratingNames, select, type Order } from '../core/select.ts';
import { inHand, startSession, step, type Effect, type Rated, type Session, type SessionEvent } from '../core/session.ts';
import { visible } from '../core/visible.ts';
import { Cancelled, ExitCode, StoreError, UsageError, UserError } from '../errors.ts';
import { spokenDay } from '../view/date.ts';
import { count } from '../view/number.ts';
import { answerText, askText, followUpText, hintText, pitfallsText, plainKeys, pointsText, ratePrompt } from '../view/plain.ts';
import { quizFrame, whyNothing } from '../view/quiz.ts';
import { styleFor } from '../view/style.ts';
import { renderSummary, type SessionRating } from '../view/summary.ts';
import { choose, toFilter, type Choice, type FilterOptions } from './choice.ts';
import { outStyle, say } from './output.ts';

export interface QuizOptions extends FilterOptions {
  readonly count?: number;
  readonly order?: string;
  readonly seed?: number;
  readonly time?: number;
  readonly timer?: boolean;
  readonly practice?: boolean;
  readonly plain?: boolean;
  readonly resume?: boolean;
}

/** A practice session, on the screen or line by line. A rating is on disk before the next question appears. */
export async function quiz(ctx: Context, options: QuizOptions): Promise<void> {
  // A misspelt name is the clearer complaint, so it comes before a missing terminal.
  if (!options.resume) toFilter((await ctx.content.corpus()), options);
  const plain = options.plain === true || (ctx.terminal.interactive && ctx.terminal.accessible);
  if (!plain && !ctx.terminal.interactive) {
    throw new UsageError(
      'a quiz needs a terminal to ask on, and there is none here',
      'Use prep quiz --plain to answer line by line, or prep next and prep rate in a script.',
    );
  }
  const run = await prepareRun(ctx, options);
  if (!run) return;
  try {
    await (plain ? askLineByLine(ctx, run) : askOnScreen(ctx, run));
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    if (plain) ctx.terminal.out.write('\n');
    run.finish();
    await tidy(ctx, run);
    const kept = run.rated.length;
    const goOn = run.resumable > 0 ? ' prep quiz --resume goes on.' : '';
    throw new Cancelled(`Stopped. ${kept === 0 ? 'Nothing was rated.' : `${count(kept, 'rating')} ${kept === 1 ? 'is' : 'are'} kept.`}${goOn}`);
  }
  run.finish();
  ctx.terminal.out.write(summaryOf(ctx, run));
  await tidy(ctx, run);
}

/** What is done after a session and never in \`rate\`, which scripts call and which has to be quick. */
async function tidy(ctx: Context, { recording, rated }: Run): Promise<void> {
  await ctx.journal.saveSnapshot();
  if (recording && rated.length > 0) ctx.backups.makeDaily();
}

/** A session under way: its state, and what the world has to do for it. */
class Run {
  readonly #ctx: Context;
  readonly choice: Choice;
  readonly id: string;
  readonly seed: number;
  readonly practice: boolean;
  readonly timer: boolean;
  readonly startedAt: Date;
  /** False where practice goes on without a store that can be written. */
  readonly recording: boolean;
  session: Session;
  /** What was rated and still stands, oldest first. */
  rated: (SessionRating & { readonly question: QuestionId })[] = [];
  notice = '';
  /** True when the last thing that happened was a rating: at the end, no key is left to take it back with. */
  ratedLast = false;

  constructor(ctx: Context, choice: Choice, start: { id: string; seed: number; practice: boolean; timer: boolean; recording: boolean; session: Session }) {
    this.#ctx = ctx;
    this.choice = choice;
    this.id = start.id;
    this.seed = start.seed;
    this.practice = start.practice;
    this.timer = start.timer;
    this.recording = start.recording;
    this.session = start.session;
    this.startedAt = ctx.now();
  }

  now(): number {
    return this.#ctx.now().getTime();
  }

  /** Takes an event into the session and does what it asks of the world; the promise of an editing is given back. */
  take(event: SessionEvent): Promise<void> | null {
    this.notice = '';
    const before = this.session;
    const { session, effects } = step(before, event);
    this.session = session;
    this.ratedLast = effects.some((effect) => effect.type === 'rate');
    if (event.type === 'skip') this.notice = 'Skipped. Nothing is recorded.';
    else if (session === before && effects.length === 0) this.notice = whyNothing(before, event);
    const editing = effects.map((effect) => this.#perform(effect)).find((work) => work !== null);
    // Kept from the first rating or skip on: a session only looked at must not take the place of one worth going on with.
    if (this.session.items !== before.items && this.#begun) this.#save();
    return editing ?? null;
  }

  /** The session is left: what is unfinished stays for `--resume`. */
  finish(): void {
    if (this.left === 0) this.#store(null);
  }

  get left(): number {
    return this.session.items.filter((item) => item.status === 'open').length;
  }

  /** How many questions `--resume` would go on with. */
  get resumable(): number {
    return this.recording && this.#begun ? this.left : 0;
  }

  /** True from the first rating or skip on, in this run or in the one it goes on with. */
  get #begun(): boolean {
    return this.session.items.some((item) => item.status !== 'open');
  }

  get over(): boolean {
    return this.session.phase === 'over';
  }

  #perform(effect: Effect): Promise<void> | null {
    switch (effect.type) {
      case 'rate':
        this.#rate(effect.rated);
        return null;
      case 'undo': {
        this.#ctx.journal.append({ type: 'undo', event: effect.event });
        const taken = this.rated.at(-1);
        this.rated = this.rated.slice(0, -1);
        this.notice = taken ? `Taken back: ${taken.rating} ${ratingNames[taken.rating]}. Rate it again.` : '';
        return null;
      }
      case 'edit':
        return this.#edit(effect.question);
    }
  }

  #rate(rated: Rated): void {
    const { question, rating, prediction } = rated;
    const before = this.choice.progress.questions.get(question.id)?.confidence ?? null;
    if (this.recording) {
      const { id } = this.#ctx.journal.append({
        type: 'review',
        question: question.id,
        rating,
        prediction,
        ...printsOf(question),
        pointsHit: rated.pointsHit,
        pointsMissed: rated.pointsMissed,
        thinkSeconds: rated.thinkSeconds,
        answerSeconds: rated.answerSeconds,
        hints: rated.hints,
        followUps: rated.followUps,
        mode: this.practice ? 'practice' : 'quiz',
        session: this.id,
        seed: this.seed,
        scheduler: this.#ctx.journal.scheduler,
      });
      this.session = step(this.session, { type: 'saved', event: id }).session;
      this.#notice();
    }
    this.rated = [...this.rated, { question: question.id, theme: question.theme, rating, prediction, before }];
    const predicted = prediction === null || prediction === rating ? '' : `, predicted ${prediction}`;
    const told = `${this.recording ? 'Saved' : 'Not kept'}: ${rating} ${ratingNames[rating]}${predicted}. u takes it back.`;
    if (this.notice === '') this.notice = told;
  }

  /** Another session, or a script, may have recorded something meanwhile: it counts, and the person should know. */
  #notice(): void {
    const others = this.#ctx.journal.catchUp();
    if (others > 0) this.notice = `${count(others, 'thing')} ${others === 1 ? 'was' : 'were'} recorded elsewhere meanwhile; all of it is kept.`;
  }

  async #edit(question: Question): Promise<void> {
    const { content, terminal } = this.#ctx;
    let file: string | null = null;
    try {
      const { path, copied } = content.editable(question);
      file = path;
      await terminal.edit(path, copied ? 1 : question.line);
      if (copied && content.discard(path)) {
        this.notice = 'Nothing changed.';
        return;
      }
      const edited = (await content.reload()).byId.get(question.id);
      if (edited) void this.take({ type: 'replaced', question: edited });
      this.notice = edited ? (copied ? 'Your own copy of this question is used from now on.' : 'Read again.') : 'The question is gone from the file; this session goes on with the old one.';
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // An editor that fails changes nothing: a copy made for it goes.
      if (file !== null) content.discard(file);
      this.notice = error.message;
    }
  }

  #save(): void {
    this.#store({
      id: this.id,
      seed: this.seed,
      practice: this.practice,
      content: this.#ctx.content.given,
      startedAt: this.startedAt.toISOString(),
      questions: this.session.items.map((item) => ({ id: item.question.id, status: item.status })),
    });
  }

  #store(saved: SavedSession | null): void {
    if (this.recording) this.#ctx.journal.saveSession(saved);
  }
}

async function prepareRun(ctx: Context, options: QuizOptions): Promise<Run | null> {
  const saved = options.resume ? ctx.journal.savedSession() : null;
  if (options.resume && !saved) {
    ctx.journal.events(); // A store from a newer prep is refused first.
    throw new UserError('there is no unfinished session to go on with', { hint: 'prep quiz starts a new one.' });
  }
  const practice = saved?.practice ?? options.practice ?? false;
  const recording = canRecord(ctx, practice);
  // Looked at in any case: a session of a newer prep is refused, not written over.
  if (recording && !saved) ctx.journal.savedSession();
  if (saved?.content && ctx.content.given === null) ctx.content.use(saved.content);
  const choice = await choose(ctx, saved ? {} : options, recording || !practice ? undefined : await progressIfAny(ctx));
  const seed = saved?.seed ?? options.seed ?? ctx.random(largestSeed + 1);
  const questions = saved ? stillThere(ctx, saved, choice) : draw(ctx, options, choice, seed);
  if (questions.length === 0) {
    say(ctx, saved ? 'Nothing of that session is left. prep quiz starts a new one.' : nothingToAsk(options));
    return null;
  }
  const done = new Set(saved?.questions.filter(({ status }) => status !== 'open').map(({ id }) => id));
  return new Run(ctx, choice, {
    id: saved?.id ?? ctx.journal.newSessionId(),
    seed,
    practice,
    timer: options.timer !== false && ctx.settings.values.timer,
    recording,
    session: startSession(questions, ctx.now().getTime(), done),
  });
}

/** Refuses before the first question where ratings could not be kept; practice goes on without keeping them. */
function canRecord(ctx: Context, practice: boolean): boolean {
  try {
    ctx.journal.ensureWritable();
    return true;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (!practice) throw new StoreError(error.message, { hint: `${error.hint ?? ''} Or study without keeping ratings: prep quiz --practice.`.trim(), cause: error });
    say(ctx, 'Nothing of this practice is kept: the store cannot be written.');
    return false;
  }
}

async function progressIfAny(ctx: Context): Promise<Progress> {
  const { aliases } = await ctx.content.corpus();
  try {
    return ctx.journal.progress(aliases);
  } catch (error) {
    // A store that cannot be read is no reason not to study; one from a newer prep is refused by every command.
    if (error instanceof StoreError && error.exitCode === ExitCode.store) return noProgress;
    throw error;
  }
}

function draw(ctx: Context, options: QuizOptions, { questions, progress, today }: Choice, seed: number): Question[] {
  const order = options.order ?? ctx.settings.values.order;
  if (!isOrder(order)) throw new UsageError(`"${visible(order)}" is not an order`, `Orders: ${orders.join(', ')}.`);
  const count = options.count ?? (options.time === undefined ? ctx.settings.values.count : null);
  return select({ questions, progress, today, order, seed, count, minutes: options.time ?? null });
}

function isOrder(text: string): text is Order {
  return (orders as readonly string[]).includes(text);
}

function stillThere(ctx: Context, saved: SavedSession, { corpus }: Choice): Question[] {
  const found = saved.questions.flatMap(({ id }) => corpus.byId.get(id) ?? []);
  const gone = saved.questions.length - found.length;
  if (gone > 0) say(ctx, `${count(gone, 'question')} of that session ${gone === 1 ? 'is' : 'are'} no longer in the content.`);
  return found;
}

function nothingToAsk(options: QuizOptions): string {
  if (options.order === 'due' || (options.due && !options.new && !options.weak)) return 'Nothing is due. prep quiz draws from everything.';
  return options.order === 'weak' || options.weak ? 'Nothing is weak. prep quiz draws from everything.' : 'No question matches.';
}

async function askOnScreen(ctx: Context, run: Run): Promise<void> {
  let place = { from: 0, furthest: 0, page: 1 };
  let last = { name: '', at: 0 };
  await ctx.terminal.show({
    frame: ({ columns, rows }) => {
      const { width, color, unicode } = ctx.terminal.out;
      const style = styleFor({ width: Math.min(width, columns), color, unicode }, ctx.content.lexed);
      const { session, notice, timer, practice } = run;
      const frame = quizFrame({ session, corpus: run.choice.corpus, now: run.now(), timer, notice, practice }, style, rows);
      // A page turns to one line less than it shows, so that the eye finds its place.
      place = { from: frame.from, furthest: frame.furthest, page: Math.max(1, frame.page - 1) };
      return frame.lines;
    },
    press: (key) => {
      const at = run.now();
      const repeated = rates.has(key.name) && key.name === last.name && at >= last.at && at - last.at < repeatMs;
      last = { name: key.name, at };
      // A key that bounces or is held down must not answer the question after the one it was meant for.
      if (repeated) return false;
      const event = eventOf(key, run.session, at, place);
      const editing = event ? run.take(event) : null;
      return editing ? editing.then(() => run.over) : run.over;
    },
  });
}

/** The keys that can rate. */
const rates: ReadonlySet<string> = new Set(['1', '2', '3', '4', 'r']);

/** The same key again within this time was not meant: keyboards begin to repeat after up to 500 ms. */
const repeatMs = 600;

/** What a key means where the session is; null for keys that mean nothing. */
function eventOf({ name }: Key, session: Session, at: number, place: { from: number; furthest: number; page: number }): SessionEvent | null {
  if (session.keysShown) return { type: 'close' };
  const reading = session.phase === 'ask' || session.panel !== 'points';
  const { from, furthest, page } = place;
  const scroll = (to: number): SessionEvent => ({ type: 'scroll', to: Math.max(0, Math.min(furthest, to)) });
  switch (name) {
    case '1':
    case '2':
    case '3':
    case '4':
      return { type: 'number', value: Number(name) as 1 | 2 | 3 | 4, at };
    case 'enter':
      return { type: 'enter', at };
    case 'space':
      return session.phase === 'compare' && reading ? scroll(from + page) : { type: 'space', at };
    case 'up':
    case 'k':
      return reading ? scroll(from - 1) : { type: 'move', by: -1 };
    case 'down':
    case 'j':
      return reading ? scroll(from + 1) : { type: 'move', by: 1 };
    case 'pageup':
    case 'b':
      return scroll(from - page);
    case 'pagedown':
      return scroll(from + page);
    case 'home':
      return scroll(0);
    case 'end':
      return scroll(furthest);
    case '?':
      return { type: 'keys' };
    case 'escape':
      return { type: 'close' };
    default:
      return letterEvent(name, at);
  }
}

/** The letters that mean the same on the screen and as a line; null for others. */
function letterEvent(letter: string, at: number): SessionEvent | null {
  switch (letter) {
    case 'h':
      return { type: 'hint' };
    case 'f':
      return { type: 'follow-ups' };
    case 'p':
      return { type: 'pitfalls' };
    case 'r':
      return { type: 'take', at };
    case 's':
      return { type: 'skip', at };
    case 'u':
      return { type: 'undo', at };
    case 'e':
      return { type: 'edit' };
    case 'q':
      return { type: 'quit' };
    default:
      return null;
  }
}

/** The same session with lines for keys: nothing is drawn twice, so a pipe and a screen reader can follow. */
async function askLineByLine(ctx: Context, run: Run): Promise<void> {
  const style = outStyle(ctx);
  const print = (text: string): void => {
    ctx.terminal.out.write(text);
  };
  const ask = (): void => {
    const item = inHand(run.session);
    if (!item) return;
    if (run.session.phase === 'ask') print(askText(item, run.session, run.choice.corpus, run.seed, style));
    else print(ratePrompt(item, run.session, style));
  };
  ask();
  if (run.over) return;
  print('> ');
  for await (const raw of ctx.terminal.lines()) {
    const line = raw.trim();
    if (!ctx.terminal.echoes) print(`${visible(line)}\n`);
    const before = run.session;
    const ratedBefore = run.rated.length;
    const event = eventOfLine(line, before, run.now());
    if (!event) print(plainKeys(before, style));
    else {
      await run.take(event);
      const reply = run.notice === '' ? replyTo(run, before, event) : null;
      if (reply !== null) print(reply);
    }
    if (run.rated.length > ratedBefore) print(savedText(ctx, run));
    else if (run.notice) print(`${run.notice}\n`);
    if (run.over) break;
    if (run.session.position !== before.position || run.session.phase !== before.phase) ask();
    print('> ');
  }
  if (!run.over) print('\n');

  /** What changed under the same question, as text; null where the next prompt says it all. */
  function replyTo(current: Run, was: Session, event: SessionEvent): string | null {
    const { session } = current;
    const item = inHand(session);
    if (!item || session.position !== was.position) return null;
    if (session.phase !== was.phase) return pointsText(item, style) ?? answerText(item, style);
    if (session === was || (event.type === 'enter' && session.panel === was.panel && session.followUpOpen === was.followUpOpen && session.cursor === was.cursor)) {
      return plainKeys(session, style);
    }
    switch (event.type) {
      case 'number':
        return `Predicted ${event.value} ${ratingNames[event.value]}. Press Enter to reveal.\n`;
      case 'hint':
        return hintText(item, style);
      case 'tick':
      case 'space':
        return pointsText(item, style);
      case 'enter':
      case 'follow-ups':
        if (session.panel === 'answer') return answerText(item, style);
        return session.panel === 'follow-ups' ? followUpText(session, item, style) : ratePrompt(item, session, style);
      case 'pitfalls':
        return session.panel === 'pitfalls' ? pitfallsText(item, style) : ratePrompt(item, session, style);
      default:
        return null;
    }
  }
}

/** What a line means where the session is; null for lines that mean nothing. */
function eventOfLine(line: string, session: Session, at: number): SessionEvent | null {
  if (/^[1-4]$/.test(line)) return { type: 'number', value: Number(line) as 1 | 2 | 3 | 4, at };
  const ticks = /^t((?:\s+\d{1,2})+)$/.exec(line)?.[1];
  if (ticks !== undefined) return session.phase === 'compare' ? { type: 'tick', points: ticks.trim().split(/\s+/).map((point) => Number(point) - 1) } : null;
  if (line === '') return { type: 'enter', at };
  return letterEvent(line, at);
}

function savedText(ctx: Context, run: Run): string {
  const last = run.rated.at(-1);
  if (!last) return '';
  const name = ratingNames[last.rating];
  if (run.practice) return `${run.recording ? 'Noted as practice' : 'Not kept'}: ${last.question} ${name}.\n\n`;
  const { memory } = ctx.journal.progress(run.choice.corpus.aliases).questions.get(last.question) ?? {};
  return `Saved: ${last.question} ${name}, next ${memory ? spokenDay(memory.dueDay, run.choice.today) : 'when you like'}.\n\n`;
}

function summaryOf(ctx: Context, run: Run): string {
  const { corpus, today, progress: before } = run.choice;
  const progress = run.recording ? ctx.journal.progress(corpus.aliases) : before;
  const upcoming = corpus.questions.flatMap((question) => {
    const done = progress.questions.get(question.id);
    return done?.memory && !done.hidden ? [isDue(done, today) ? today : done.memory.dueDay] : [];
  });
  const day = Math.min(...upcoming);
  return renderSummary(
    {
      ratings: run.rated,
      minutes: (run.now() - run.startedAt.getTime()) / 60_000,
      seed: run.seed,
      next: upcoming.length === 0 ? null : { day, due: upcoming.filter((each) => each === day).length },
      today,
      command: run.rated.some(({ rating }) => rating <= 2) && !run.practice ? 'prep quiz --weak' : 'prep quiz',
      left: run.resumable,
      practice: run.practice,
      undo: run.ratedLast && run.recording,
    },
    corpus,
    outStyle(ctx),
  );
}
