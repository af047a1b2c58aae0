import type { Corpus } from '../core/corpus.ts';
import type { QuestionProgress } from '../core/progress.ts';
import type { Question } from '../core/question.ts';
import { minutesOf, ratingNames } from '../core/select.ts';
import { visible } from '../core/visible.ts';
import { renderInline, renderMarkdown } from './markdown.ts';
import { count } from './number.ts';
import { answerChanged } from './record.ts';
import { confidenceDots, narrower, signs, styleFor, widest, type Lexed, type Style } from './style.ts';
import { wrap } from './text.ts';

/** The parts of a question that can be shown alone. */
export const parts = ['question', 'intent', 'answer', 'points', 'follow-ups', 'pitfalls'] as const;
export type Part = (typeof parts)[number];

/** Titles for a question's theme and personas. */
export function namesOf(question: Question, corpus: Corpus): { theme: string; personas: string[] } {
  return {
    theme: visible(corpus.themes.find((theme) => theme.id === question.theme)?.title ?? question.theme),
    personas: question.personas.map((id) => visible(corpus.personas.find((persona) => persona.id === id)?.name ?? id)),
  };
}

/** A whole question for reading: where it belongs, what it asks, and everything written about it. */
export function renderQuestion(question: Question, done: QuestionProgress, corpus: Corpus, style: Style): string {
  const { pen } = style;
  const { theme, personas } = namesOf(question, corpus);
  const facts = [theme, ...personas, question.kind, `about ${minutesOf(question)} min`, ...(question.difficulty ? [visible(question.difficulty)] : [])];
  const standing =
    done.confidence === null ? 'not rated yet' : `${ratingNames[done.confidence]}, ${count(done.reviews, 'review')}`;
  const blocks = [
    renderPart(question, 'question', style),
    [
      ...wrap(pen.dim(facts.join(signs(style).separator)), style.width),
      ...wrap(`${pen.dim(question.id)}  ${confidenceDots(done.confidence, style)}  ${pen.dim(standing)}`, style.width),
      ...(answerChanged(question, done) ? wrap(pen.yellow('The answer has changed since you last rated it.'), style.width) : []),
    ].join('\n'),
    ...section('What is really asked', renderPart(question, 'intent', style), style),
    ...section('Model answer', renderPart(question, 'answer', style), style),
    ...section('Key points', renderPart(question, 'points', style), style),
    ...section('Follow-ups', renderPart(question, 'follow-ups', style), style),
    ...section('Pitfalls', renderPart(question, 'pitfalls', style), style),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/** One part of a question, without its title; empty when the question has none. */
export function renderPart(question: Question, part: Part, style: Style): string {
  switch (part) {
    case 'question':
      return [
        wrap(style.pen.bold(renderInline(question.question, style)), style.width).join('\n'),
        ...(question.context === null ? [] : [renderMarkdown(question.context, style)]),
        ...(question.options.length > 0 ? [renderOptions(question, style, false)] : []),
      ].join('\n\n');
    case 'intent':
      return question.intent === null ? '' : renderMarkdown(question.intent, style);
    case 'answer': {
      const answer = question.answer === null ? '' : renderMarkdown(question.answer, style);
      const options = question.options.length > 0 ? renderOptions(question, style, true) : '';
      return [options, answer].filter(Boolean).join('\n\n') || wrap(style.pen.dim('There is no model answer to this one yet.'), style.width).join('\n');
    }
    case 'points':
      return renderBullets(question.keyPoints, style);
    case 'follow-ups':
      return question.followUps
        .map(({ question: asked, answer }) =>
          [wrap(style.pen.bold(renderInline(asked, style)), style.width).join('\n'), ...(answer ? [indent(renderMarkdown(answer, narrower(style, 2)))] : [])].join('\n'),
        )
        .join('\n\n');
    case 'pitfalls':
      return renderBullets(question.pitfalls, style);
  }
}

/** The options of a multiple-choice question, lettered; `reveal` marks the right ones. */
export function renderOptions(question: Question, style: Style, reveal: boolean): string {
  const { right } = signs(style);
  return question.options
    .map((option, index) => {
      const mark = reveal && option.correct ? style.pen.green(right) : ' ';
      const text = renderInline(option.text, style);
      return wrap(reveal && option.correct ? style.pen.bold(text) : text, style.width, {
        indent: `${mark} ${String.fromCharCode(65 + (index % 26))}) `,
        hanging: '     ',
      }).join('\n');
    })
    .join('\n');
}

function renderBullets(items: readonly string[], style: Style): string {
  return items.length === 0 ? '' : renderMarkdown(items.map((item) => `- ${item.replaceAll('\n', '\n  ')}`).join('\n'), style);
}

function section(title: string, text: string, style: Style): string[] {
  return text === '' ? [] : [`${style.pen.cyan.bold(title)}\n${text}`];
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

/** Everything of a question that a screen renders, lexed: kept by the build, so that no command lexes what ships. */
export function lexQuestion(question: Question): Lexed {
  const style = styleFor({ width: widest, color: 1, unicode: true });
  for (const part of parts) renderPart(question, part, style);
  for (const point of question.keyPoints) renderInline(point, style);
  for (const hint of question.hints) renderMarkdown(hint, style);
  return style.lexed;
}
