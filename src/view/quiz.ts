import type { Corpus } from '../core/corpus.ts';
import type { Rating } from '../core/schedule.ts';
import { minutesOf, ratingNames } from '../core/select.ts';
import { canTakeBack, hintsOf, home, inHand, suggestedRating, type Item, type Session, type SessionEvent } from '../core/session.ts';
import { clock } from './date.ts';
import { renderInline, renderMarkdown } from './markdown.ts';
import { namesOf, renderOptions } from './question.ts';
import { narrower, ratingPen, signs, spread, type Style } from './style.ts';
import { truncate, widthOf, wrap } from './text.ts';

/** What the quiz screen is drawn from. */
export interface QuizPicture {
  readonly session: Session;
  readonly corpus: Corpus;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly timer: boolean;
  /** One line to show once, such as what undo did; empty for none. */
  readonly notice: string;
  readonly practice: boolean;
}

export interface QuizFrame {
  readonly lines: string[];
  /** The first line shown of what scrolls. */
  readonly from: number;
  /** How many lines the open panel can scroll; 0 when it fits. */
  readonly furthest: number;
  /** How many lines of it are shown at once. */
  readonly page: number;
}

/** Below this many rows the screen drops its blank lines and says less. */
const roomyRows = 18;

/** The quiz on a screen of `rows` lines and `style.width` columns. Pure: the same picture gives the same lines. */
export function quizFrame(picture: QuizPicture, style: Style, rows: number): QuizFrame {
  const item = inHand(picture.session);
  if (!item) return { lines: [' '], from: 0, furthest: 0, page: 1 };
  const roomy = rows >= roomyRows;
  const header = [headline(picture, item, style), style.pen.dim(signs(style).rule.repeat(style.width))];
  const footer = picture.session.keysShown ? [style.pen.dim(' any key goes back')] : footerOf(picture, item, style, rows, true);
  const room = Math.max(1, rows - header.length - footer.length);
  const body = picture.session.keysShown ? { ...clip(keyLines(style), 0, room, style), furthest: 0 } : bodyOf(picture, item, style, room, roomy);
  const filled = [...body.lines.slice(0, room), ...new Array<string>(Math.max(0, room - body.lines.length)).fill('')];
  // Where nothing is out of sight, no key to scroll with is offered; the foot keeps its height.
  const foot = picture.session.keysShown || body.furthest > 0 ? footer : footerOf(picture, item, style, rows, false);
  return { ...body, lines: [...header, ...filled, ...foot].map((line) => truncate(line, style.width, signs(style).ellipsis)) };
}

function headline({ session, corpus, now, timer, practice }: QuizPicture, item: Item, style: Style): string {
  const { pen, width } = style;
  const { theme, personas } = namesOf(item.question, corpus);
  const position = pen.bold(`${session.position + 1}/${session.items.length}`);
  const facts = width < 60 ? [theme] : [theme, ...personas.slice(0, 1), ...(practice ? ['practice'] : []), `about ${minutesOf(item.question)} min`];
  const elapsed = clock(Math.max(0, now - session.since) + (session.phase === 'ask' ? item.thinkMs : 0));
  const right = !timer ? '' : session.phase === 'ask' ? elapsed : width < 60 ? clock(item.thinkMs) : `said ${clock(item.thinkMs)}`;
  return spread(` ${position}${width < 60 ? ' ' : '  '}${facts.join(signs(style).separator)}`, right ? pen.dim(`${right} `) : '', style);
}

function bodyOf(picture: QuizPicture, item: Item, style: Style, room: number, roomy: boolean): QuizFrame {
  const { session } = picture;
  if (session.phase === 'ask') {
    const blocks = askBlocks(item, style, roomy);
    // Without a place of its own, as far down as brings the newest hint into sight, and no further than its first line.
    const newest = blocks.slice(0, -1).flat().length;
    const lines = blocks.flat();
    return clip(lines, session.scroll ?? Math.min(newest + 1, Math.max(0, lines.length - room + 1)), room, style);
  }
  const title = [...askedLines(session, item, style, room), ...(roomy ? [''] : [])];
  const left = room - title.length;
  const panel = panelOf(session, item, style, left, roomy);
  return { ...panel, lines: [...title, ...panel.lines] };
}

/** The question over what it is compared with: whole where there is room for it beside a page of the panel, else its first line. */
function askedLines(session: Session, item: Item, style: Style, room: number): string[] {
  const { pen } = style;
  const asked = pen.bold(renderInline(item.question.question, style));
  const whole = wrap(asked, style.width - 1, { indent: ' ' });
  const page = session.panel === 'points' ? 13 : 22;
  return room - whole.length >= page ? whole : [` ${truncate(asked, style.width - 2, signs(style).ellipsis)}`];
}

/** What stands on the screen before the reveal, the newest hint last; each block but the first begins with a blank line. */
function askBlocks(item: Item, style: Style, roomy: boolean): string[][] {
  const { question } = item;
  const inner = narrower(style, 2);
  const blocks = [
    wrap(style.pen.bold(renderInline(question.question, inner)), inner.width),
    ...(question.context === null ? [] : [renderMarkdown(question.context, inner).split('\n')]),
    ...(question.options.length > 0 ? [renderOptions(question, inner, false).split('\n')] : []),
    ...hintsOf(question).slice(0, item.hints).map((hint, index) => [
      style.pen.cyan(index === 0 && question.intent !== null ? 'What is really asked' : 'Hint'),
      ...renderMarkdown(hint, inner).split('\n'),
    ]),
  ]; // prettier-ignore
  return blocks.map((block, index) => [...(index > 0 || roomy ? [''] : []), ...block.map((line) => (line ? ` ${line}` : ''))]);
}

function panelOf(session: Session, item: Item, style: Style, room: number, roomy: boolean): QuizFrame {
  switch (session.panel) {
    case 'points':
      return pointsPanel(session, item, style, room, roomy);
    case 'answer': {
      const points = item.question.keyPoints.length > 0 ? pointLines(session, item, style, false) : [];
      const roomBelow = room - points.length - 3;
      // Key points stay in sight where the answer still has a page to itself.
      if (points.length > 0 && roomBelow >= 16) {
        const below = textPanel('Model answer', answerText(item, style), session, style, roomBelow + 1, roomy);
        return { ...below, lines: [pointsTitle(item, style), ...points.flat(), '', ...below.lines] };
      }
      return textPanel('Model answer', answerText(item, style), session, style, room, roomy);
    }
    case 'follow-ups':
      return followUpPanel(session, item, style, room, roomy);
    case 'pitfalls':
      return textPanel('Pitfalls', renderMarkdown(item.question.pitfalls.map((pitfall) => `- ${pitfall}`).join('\n'), narrower(style, 3)), session, style, room, roomy);
  }
}

function answerText(item: Item, style: Style): string {
  const inner = narrower(style, 3);
  const options = item.question.options.length > 0 ? renderOptions(item.question, inner, true) : '';
  const answer = item.question.answer === null ? '' : renderMarkdown(item.question.answer, inner);
  return [options, answer].filter(Boolean).join('\n\n') || wrap(style.pen.dim('There is no model answer to this one yet. Compare with what you know.'), inner.width).join('\n');
}

function pointsTitle(item: Item, style: Style): string {
  const suggested = suggestedRating(item);
  const count = `${item.ticked.length} of ${item.question.keyPoints.length}`;
  const told = suggested === null ? count : `${count}, suggests ${suggested} ${ratingNames[suggested]}${style.width < 60 ? '' : `${signs(style).separator}r takes it`}`;
  return spread(` ${style.pen.cyan.bold(style.width < 60 ? 'Key points' : 'What a good answer holds')}`, style.pen.dim(`${told} `), style);
}

/** Each key point as its lines, the one in hand marked. */
function pointLines(session: Session, item: Item, style: Style, inPlay: boolean): string[][] {
  const { pen } = style;
  return item.question.keyPoints.map((point, index) => {
    const ticked = item.ticked.includes(index);
    const here = inPlay && index === session.cursor;
    const text = renderInline(point, style).replaceAll('\n', ' ');
    const box = ticked ? pen.green('[x]') : '[ ]';
    return wrap(ticked ? pen.green(text) : text, style.width - 1, { indent: ` ${here ? pen.cyan(signs(style).cursor) : ' '} ${box} `, hanging: '       ' });
  });
}

function pointsPanel(session: Session, item: Item, style: Style, room: number, roomy: boolean): QuizFrame {
  const title = roomy ? [pointsTitle(item, style)] : [];
  const after = roomy ? ['', spread(` ${style.pen.cyan.bold('Model answer')}`, style.pen.dim('enter to open '), style)] : [];
  const space = Math.max(1, room - title.length - after.length);
  const points = pointLines(session, item, style, true);
  const lines = points.flat();
  if (lines.length <= space) return { lines: [...title, ...lines, ...after], from: 0, furthest: 0, page: space };
  return { lines: [...title, ...window(points, session.cursor, space, style), ...after], from: 0, furthest: 0, page: space };
}

/** Whole blocks around the one in hand, as many as a room holds, and how many are out of sight. */
function window(blocks: readonly (readonly string[])[], inHand: number, room: number, style: Style): string[] {
  const { up, down } = signs(style);
  const drawn = (space: number): { shown: string[]; told: string } => {
    const endFrom = (from: number): number => {
      let end = from + 1;
      while (end < blocks.length && blocks.slice(from, end + 1).flat().length <= space) end++;
      return end;
    };
    let from = 0;
    while (endFrom(from) <= inHand) from++;
    const end = endFrom(from);
    const told = [...(from > 0 ? [`${up} ${from} above`] : []), ...(end < blocks.length ? [`${down} ${blocks.length - end} more`] : [])].join('  ');
    return { shown: blocks.slice(from, end).flat().slice(0, space), told: style.pen.dim(`${told} `) };
  };
  const { shown, told } = drawn(room);
  const last = shown.at(-1) ?? '';
  // Beside the last line only where that is not cut by it.
  if (shown.length === room && widthOf(last) + widthOf(told) + 2 <= style.width) return [...shown.slice(0, -1), spread(last, told, style)];
  const fewer = drawn(Math.max(1, room - 1));
  return room < 2 ? shown : [...fewer.shown, ...new Array<string>(room - 1 - fewer.shown.length).fill(''), spread('', fewer.told, style)];
}

function followUpPanel(session: Session, item: Item, style: Style, room: number, roomy: boolean): QuizFrame {
  const followUp = item.question.followUps[session.cursor];
  const inner = narrower(style, 3);
  const asked = wrap(style.pen.bold(renderInline(followUp?.question ?? '', inner)), inner.width).join('\n');
  const answer = session.followUpOpen
    ? followUp?.answer
      ? renderMarkdown(followUp.answer, inner)
      : style.pen.dim('There is no answer written to this one.')
    : style.pen.dim('Say your answer, then press Enter.');
  return textPanel(`Follow-up ${session.cursor + 1} of ${item.question.followUps.length}`, `${asked}\n\n${answer}`, session, style, room, roomy);
}

/** A titled text that scrolls. */
function textPanel(title: string, text: string, session: Session, style: Style, room: number, roomy: boolean): QuizFrame {
  const lines = text.split('\n').map((line) => (line ? `  ${line}` : ''));
  const space = Math.max(1, room - 1 - (roomy ? 1 : 0));
  const furthest = Math.max(0, lines.length - space);
  const from = Math.min(session.scroll ?? 0, furthest);
  const where = furthest === 0 ? '' : `${from + 1}${signs(style).dash}${from + space} of ${lines.length} `;
  return {
    lines: [spread(` ${style.pen.cyan.bold(title)}`, style.pen.dim(where), style), ...lines.slice(from, from + space), ...(roomy ? [''] : [])],
    from,
    furthest,
    page: space,
  };
}

/** Lines cut to a room, with a word at the bottom when there are more. */
function clip(lines: readonly string[], scroll: number, room: number, style: Style): QuizFrame {
  if (lines.length <= room) return { lines: [...lines], from: 0, furthest: 0, page: room };
  const furthest = lines.length - room + 1;
  const from = Math.min(scroll, furthest);
  const rest = lines.length - from - (room - 1);
  const more = rest > 0 ? `${signs(style).down} ${rest} more` : `${signs(style).up} ${from} above`;
  return { lines: [...lines.slice(from, from + room - 1), spread('', style.pen.dim(`${more} `), style)], from, furthest, page: room - 1 };
}

const scale = [1, 2, 3, 4] as const;

/** "1 blank   2 shaky   3 solid   4 certain", as wide as there is room; the chosen one marked, by brackets where nothing else says it. */
function ratingLine(question: string, chosen: Rating | null, told: string, style: Style): string {
  const { pen } = style;
  const words = scale.map((rating) => {
    return `${ratingPen(style, rating)(String(rating))} ${ratingNames[rating]}`;
  });
  const marked = scale.map((rating, index) => (rating === chosen ? pen.bold.inverse(`${rating} ${ratingNames[rating]}`) : words[index]));
  const right = told === '' ? '' : pen.dim(`(${told}) `);
  const wide = ` ${pen.bold(question)}   ${marked.join('   ')}`;
  if (widthOf(wide) + widthOf(right) + 1 <= style.width) return spread(wide, right, style);
  const narrow = (texts: readonly string[]): string => scale.map((rating, index) => (rating === chosen ? pen.bold(`[${texts[index]}]`) : ` ${texts[index]} `)).join('').trimEnd();
  const short = narrow(words);
  return widthOf(short) <= style.width ? short : narrow(scale.map(String));
}

function footerOf({ session, notice }: QuizPicture, item: Item, style: Style, rows: number, scrolls: boolean): string[] {
  const { pen } = style;
  const roomy = rows >= roomyRows;
  // A long notice takes room from what is read, not its own end: that says how to take a rating back.
  const told = notice === '' ? [] : wrap(pen.yellow(notice), style.width - 1, { indent: ' ' }).slice(0, rows < 10 ? 1 : 3);
  const back = canTakeBack(session) ? ['u undo'] : [];
  const keys = session.phase === 'ask' ? askKeys(item, back) : compareKeys(session, item, back, style, { roomy, scrolls });
  const help = pen.dim(keyHelp(keys.long, keys.short, style));
  if (session.phase === 'ask') {
    return [
      ...(roomy ? [''] : []),
      ratingLine('How sure are you?', item.prediction, item.prediction === null ? '' : `you: ${item.prediction}`, style),
      ...(roomy ? ['', ...(told.length > 0 ? told : [' Say your answer aloud, then press Enter.'])] : told),
      help,
    ];
  }
  return [...(roomy ? [''] : []), ...told, ratingLine('How did it go?', null, item.prediction === null ? '' : `you predicted ${item.prediction}`, style), help];
}

/** Keys to name at the foot of the screen: all of them, and those for a screen with little room. */
interface Keys {
  readonly long: readonly string[];
  readonly short: readonly string[];
}

function askKeys(item: Item, back: readonly string[]): Keys {
  const hint = item.hints < hintsOf(item.question).length ? ['h hint'] : [];
  return { long: ['enter reveal', ...hint, 's skip', ...back, '? keys', 'q quit'], short: ['enter reveal', ...hint, '? keys'] };
}

/** Only what a key would do where the session is: no way back from where one began, no follow-ups where there are none. */
function compareKeys(session: Session, item: Item, back: readonly string[], style: Style, { roomy, scrolls }: { roomy: boolean; scrolls: boolean }): Keys {
  const { arrows } = signs(style);
  const { panel } = session;
  const { followUps, pitfalls } = item.question;
  const suggested = suggestedRating(item);
  const take = suggested === null ? [] : [`r take ${suggested} ${ratingNames[suggested]}`];
  const more = [
    ...(panel !== 'follow-ups' && followUps.length > 0 ? ['f follow-ups'] : []),
    ...(panel !== 'pitfalls' && pitfalls.length > 0 ? ['p pitfalls'] : []),
    // Over the key points, their title says it.
    ...(panel === 'points' && roomy ? [] : take),
    's skip',
    ...back,
    'q quit',
    '? keys',
  ];
  switch (panel) {
    case 'points':
      return { long: [`${arrows} move`, 'space tick', 'enter answer', ...more], short: ['space tick', ...(take.length > 0 ? take : ['enter answer']), '? keys'] };
    case 'answer': {
      const close = home(item) === 'answer' ? [] : ['enter back'];
      const scroll = scrolls ? [`${arrows} scroll`, 'space page'] : [];
      return { long: [...scroll, ...close, ...more], short: [...scroll.slice(1), ...close, '? keys'] };
    }
    case 'follow-ups': {
      const last = session.cursor + 1 >= followUps.length;
      if (session.followUpOpen) return last ? { long: ['enter back', ...more], short: ['enter back', '? keys'] } : { long: ['enter next', 'esc back', ...more], short: ['enter next', 'esc back', '? keys'] };
      return { long: ['enter its answer', ...(last ? [] : ['f next']), 'esc back', ...more], short: ['enter answer', 'esc back', '? keys'] };
    }
    case 'pitfalls':
      return { long: [...(scrolls ? [`${arrows} scroll`] : []), 'enter back', ...more], short: ['enter back', '? keys'] };
  }
}

/** Why an event did nothing where the session is, in one line; empty where that needs no word. */
export function whyNothing(session: Session, event: SessionEvent): string {
  const item = inHand(session);
  if (!item) return '';
  const { question, hints } = item;
  const comparing = session.phase === 'compare';
  switch (event.type) {
    case 'hint':
      if (comparing) return 'Hints are for before the reveal.';
      return hints === 0 ? 'There is no hint to this one.' : 'There is no further hint.';
    case 'follow-ups':
      return comparing ? 'There are no follow-ups to this one.' : 'Follow-ups come after the reveal.';
    case 'pitfalls':
      return comparing ? 'There are no pitfalls to this one.' : 'Pitfalls come after the reveal.';
    case 'take':
      if (!comparing) return 'A rating comes after the reveal.';
      return question.keyPoints.length > 0 ? 'Nothing is ticked, so nothing is suggested.' : 'There are no key points to tick: rate it 1 to 4.';
    case 'undo':
      return 'There is no rating of this session to take back.';
    case 'enter':
      return 'That is all of it: rate it 1 to 4.';
    default:
      return '';
  }
}

/** As many keys as fit; never the half of one. */
function keyHelp(long: readonly string[], short: readonly string[], style: Style): string {
  const { separator } = signs(style);
  const fits = (keys: readonly string[]): boolean => widthOf(keys.join(separator)) + 2 <= style.width;
  if (fits(long)) return ` ${long.join(separator)}`;
  const trimmed = [...long];
  // The last goes first, but for "? keys", which leads to all of them.
  while (trimmed.length > short.length && !fits(trimmed)) trimmed.splice(trimmed.at(-1) === '? keys' ? -2 : -1, 1);
  return ` ${(trimmed.length > short.length ? trimmed : short).join(separator)}`;
}

function keyLines(style: Style): string[] {
  const { arrows } = signs(style);
  if (style.width < 60) {
    return [
      ' 1-4      predict, then rate',
      ' enter    reveal, open, close',
      ` ${arrows.padEnd(8)} move, scroll`,
      ' space    tick a key point, page',
      ' r        take the suggestion',
      ' h f p    hint, follow-ups, pitfalls',
      ' s u      skip, undo the last rating',
      ' e        edit the question',
      ' q        end, keeping all ratings',
    ];
  }
  const rows: readonly (readonly [string, string])[] = [
    ['1 2 3 4', 'before the reveal how sure you are; after it how it went'],
    ['enter', 'reveal; then open and close the model answer'],
    [`${arrows} space`, 'move over the key points and tick what you said'],
    ['r', 'take the rating your ticks suggest'],
    ['h', 'a hint: what is really being asked'],
    ['f', 'follow-ups, one by one; enter shows the answer'],
    ['p', 'pitfalls'],
    ['s', 'skip this question'],
    ['u', 'take back the last rating and return to it'],
    ['e', 'open this question in your editor'],
    ['q', 'end; everything rated is kept'],
    ['ctrl-c', 'end at once; everything rated is kept'],
  ];
  return rows.flatMap(([keys, text]) => wrap(text, style.width - 1, { indent: ` ${style.pen.bold(keys.padEnd(11))}`, hanging: ' '.repeat(12) }));
}
