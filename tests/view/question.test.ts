import { describe, expect, it } from 'vitest';
import { nothingYet } from '../../src/core/progress.ts';
import { parts, renderOptions, renderPart, renderQuestion } from '../../src/view/question.ts';
import { widthOf } from '../../src/view/text.ts';
import { colored, corpusOf, plainStyle, questionOf } from './fixture.ts';

const corpus = corpusOf();

describe('a question', () => {
  it.each([20, 40, 80, 120])('whole and in parts never exceeds %i columns', (width) => {
    for (const question of corpus.questions) {
      for (const style of [plainStyle(width), plainStyle(width, false), colored(width)]) {
        const texts = [renderQuestion(question, nothingYet, corpus, style), ...parts.map((part) => renderPart(question, part, style))];
        expect(texts.flatMap((text) => text.split('\n')).filter((line) => widthOf(line) > Math.min(width, 100))).toEqual([]);
        if (style.color === 0) expect(texts.join('')).not.toContain('\u001b');
        if (!style.unicode) expect(texts.join('')).toMatch(/^[\n\x20-\x7e]*$/);
      }
    }
  });

  it('says when its answer has changed since it was rated', () => {
    const question = questionOf(corpus, 'cache-sizing');
    const text = (answerPrint: string | null): string => renderQuestion(question, { ...nothingYet, confidence: 3, reviews: 2, answerPrint }, corpus, plainStyle(80));
    expect(text('another')).toContain('The answer has changed since you last rated it.');
    expect(text(null)).not.toContain('changed');
    expect(text(null)).toContain('solid, 2 reviews');
  });

  it('marks the right option on the reveal only, by a sign and not by color alone', () => {
    const question = questionOf(corpus, 'http-status');
    expect(renderOptions(question, plainStyle(40), false)).toBe('  A) 404 Not Found\n  B) 429 Too Many Requests\n  C) 301 Moved Permanently');
    expect(renderOptions(question, plainStyle(40), true)).toBe('  A) 404 Not Found\n✓ B) 429 Too Many Requests\n  C) 301 Moved Permanently');
  });
});
