import MiniSearch from 'minisearch';
import type { Question } from './question.ts';

export interface Hit {
  readonly question: Question;
  /** BM25+ with field boosts; comparable within one search only. */
  readonly score: number;
  /** The line of the question file's text that matches best. */
  readonly match: string;
}

/**
 * Full-text search, best first: every word must occur, as a whole word, the beginning of one, or with a typing error
 * in words of more than four letters. Ties go by id.
 */
export function searchQuestions(questions: readonly Question[], words: string): Hit[] {
  const terms = tokenize(words);
  if (terms.length === 0) return [];
  const index = new MiniSearch<Record<string, string>>({
    fields: ['question', 'title', 'id', 'tags', 'theme', 'points', 'answer', 'rest'],
    tokenize,
    searchOptions: {
      boost: { question: 4, title: 4, id: 3, tags: 3, theme: 2, points: 2 },
      combineWith: 'AND',
      prefix: (term) => term.length > 2,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
    },
  });
  index.addAll(questions.map(searchable));
  const byId = new Map<string, Question>(questions.map((question) => [question.id, question]));
  return index
    .search(words)
    .flatMap((result) => {
      const question = byId.get(result.id as string);
      return question ? [{ question, score: Math.round(result.score * 100) / 100, match: bestLine(question, result.terms) }] : [];
    })
    .sort((a, b) => b.score - a.score || (a.question.id < b.question.id ? -1 : 1));
}

/** Words of letters and digits in any script, lower case; text without spaces between words is cut into characters. */
function tokenize(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}\p{M}])+[+#]*/gu) ?? []
  );
}

function searchable(question: Question): Record<string, string> {
  return {
    id: question.id,
    question: question.question,
    title: question.title ?? '',
    tags: question.tags.join(' '),
    theme: `${question.theme} ${question.personas.join(' ')}`,
    points: question.keyPoints.join('\n'),
    answer: question.answer ?? '',
    rest: rest(question).join('\n'),
  };
}

function rest(question: Question): string[] {
  return [
    question.context ?? '',
    question.intent ?? '',
    ...question.followUps.flatMap((followUp) => [followUp.question, followUp.answer]),
    ...question.pitfalls,
    ...question.hints,
    ...question.options.map((option) => option.text),
  ];
}

/** The line that holds most of the matched words, the question itself winning a tie. */
function bestLine(question: Question, terms: readonly string[]): string {
  const wanted = new Set(terms);
  let best = { line: question.question, found: 0 };
  const texts = [question.question, ...question.keyPoints, question.answer ?? '', ...rest(question)];
  for (const line of texts.flatMap((text) => text.split('\n'))) {
    const found = new Set(tokenize(line).filter((token) => wanted.has(token))).size;
    if (found > best.found) best = { line, found };
  }
  return best.line.trim();
}
