import type { Corpus } from '../core/corpus.ts';
import { minutesOf, ratingNames } from '../core/select.ts';
import { canTakeBack, hintsOf, suggestedRating, type Item, type Session } from '../core/session.ts';
import { renderInline, renderMarkdown } from './markdown.ts';
import { count } from './number.ts';
import { namesOf, renderOptions, renderPart } from './question.ts';
import type { Style } from './style.ts';
import { wrap } from './text.ts';

/** The line mode of the quiz: each function is what is printed at one moment, ending in a newline. */

/** The question in hand, and what can be typed before the reveal. */
export function askText(item: Item, session: Session, corpus: Corpus, seed: number, style: Style): string {
  const { theme, personas } = namesOf(item.question, corpus);
  const head = `Question ${session.position + 1} of ${session.items.length}. ${[theme, ...personas].join(', ')}, about ${count(minutesOf(item.question), 'minute')}.${session.position === 0 ? ` Seed ${seed}.` : ''}`;
  const hint = hintsOf(item.question).length > 0 ? 'h hint, ' : '';
  return paragraphs([
    wrap(head, style.width).join('\n'),
    renderPart(item.question, 'question', style),
    wrap(`Predict 1 to 4, or press Enter to reveal (${hint}s skip, ${canTakeBack(session) ? 'u undo, ' : ''}q quit):`, style.width).join('\n'),
  ]);
}

/** The hint opened last. */
export function hintText(item: Item, style: Style): string {
  const hint = hintsOf(item.question)[item.hints - 1];
  if (hint === undefined) return 'There is no hint.\n';
  const title = item.hints === 1 && item.question.intent !== null ? 'What is really asked:' : 'Hint:';
  return `${title}\n${renderMarkdown(hint, style)}\n`;
}

/** The key points, numbered for ticking; null when the question has none. */
export function pointsText(item: Item, style: Style): string | null {
  if (item.question.keyPoints.length === 0) return null;
  const points = item.question.keyPoints.flatMap((point, index) => {
    const mark = item.ticked.includes(index) ? ' [x]' : '';
    return wrap(renderInline(point, style).replaceAll('\n', ' '), style.width, { indent: `${index + 1}.${mark} `, hanging: '   ' });
  });
  const suggested = suggestedRating(item);
  const count = suggested === null ? [] : wrap(`${item.ticked.length} of ${item.question.keyPoints.length} said, which suggests ${suggested} ${ratingNames[suggested]} (r takes it).`, style.width);
  return ['Key points:', ...points, ...count].join('\n') + '\n';
}

/** What can be typed after the reveal. */
export function ratePrompt(item: Item, session: Session, style: Style): string {
  const { question } = item;
  const more = [
    ...(question.keyPoints.length > 0 ? ['Enter shows the model answer', 't 1 3 ticks'] : []),
    ...(question.followUps.length > 0 ? ['f follow-ups'] : []),
    ...(question.pitfalls.length > 0 ? ['p pitfalls'] : []),
    ...(canTakeBack(session) ? ['u undo'] : []),
    's skip',
  ];
  return `${wrap(`Rate 1 blank, 2 shaky, 3 solid, 4 certain (${more.join(', ')}):`, style.width).join('\n')}\n`;
}

export function answerText(item: Item, style: Style): string {
  const options = item.question.options.length > 0 ? `${renderOptions(item.question, style, true)}\n\n` : '';
  const answer = item.question.answer === null ? (options ? '' : wrap('There is no model answer to this one yet.', style.width).join('\n')) : `Model answer:\n${renderMarkdown(item.question.answer, style)}`;
  return `${options}${answer}`.trimEnd() + '\n';
}

/** The follow-up in hand, or its answer once opened. */
export function followUpText(session: Session, item: Item, style: Style): string {
  const followUp = item.question.followUps[session.cursor];
  if (!followUp) return 'There is no follow-up.\n';
  if (session.followUpOpen) return `${followUp.answer ? renderMarkdown(followUp.answer, style) : 'There is no answer written to this one.'}\n`;
  const head = `Follow-up ${session.cursor + 1} of ${item.question.followUps.length}: ${renderInline(followUp.question, style).replaceAll('\n', ' ')}`;
  return `${wrap(head, style.width).join('\n')}\nSay your answer, then press Enter.\n`;
}

export function pitfallsText(item: Item, style: Style): string {
  return `Pitfalls:\n${renderPart(item.question, 'pitfalls', style)}\n`;
}

/** What can be typed where the session is; printed when a line meant nothing. */
export function plainKeys(session: Session, style: Style): string {
  const text =
    session.phase === 'ask'
      ? 'Type 1 to 4 to predict, Enter to reveal, h for a hint, s to skip, u to take back the last rating, e to edit, q to quit.'
      : 'Type 1 to 4 to rate, Enter for the answer, t 1 3 to tick points, r to take the suggestion, f for follow-ups, p for pitfalls, s to skip, u to take back the last rating, e to edit, q to quit.';
  return `${wrap(text, style.width).join('\n')}\n`;
}

function paragraphs(blocks: readonly string[]): string {
  return `${blocks.join('\n\n')}\n`;
}
