import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../src/core/document/read.ts';
import { parsePersonaFile, parseThemeFile } from '../../src/core/guide-files.ts';
import { parseQuestionFile } from '../../src/core/question-file.ts';
import { personaFileText, questionFileText, themeFileText } from '../../src/core/question-markdown.ts';
import type { Question } from '../../src/core/question.ts';
import { packageRoot } from '../helpers/world.ts';

const shipped = readdirSync(join(packageRoot, 'content/questions'), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
const documents = readdirSync(join(packageRoot, 'tests/fixtures/documents')).filter((name) => /\.(md|mdx|txt|csv|tsv)$/.test(name));

function readBack(question: Question) {
  return parseQuestionFile(questionFileText(question), question.path);
}

describe('a question written as a file', () => {
  it.each(shipped)('is read back as it was: %s', (path) => {
    const { question } = parseQuestionFile(readFileSync(join(packageRoot, 'content/questions', path), 'utf8'), path);
    expect(question).not.toBeNull();
    const { question: again, problems } = readBack(question!);
    expect(problems).toEqual([]);
    expect({ ...again, line: question!.line }).toEqual(question);
  });

  it.each(documents)('is read back without a problem when it comes from a document: %s', (name) => {
    for (const question of readDocument(readFileSync(join(packageRoot, 'tests/fixtures/documents', name), 'utf8'), name).questions) {
      const { question: again, problems } = readBack(question);
      expect(problems, questionFileText(question)).toEqual([]);
      const shape = (each: Question) => ({
        id: each.id,
        question: each.question,
        theme: each.theme,
        personas: each.personas,
        tags: each.tags,
        points: each.keyPoints.length,
        pitfalls: each.pitfalls.length,
        hints: each.hints.length,
        followUps: each.followUps.map((followUp) => followUp.answer === ''),
        options: each.options,
        answered: each.answer !== null,
      });
      expect(shape(again!)).toEqual(shape(question));
    }
  });

  const plain = parseQuestionFile('# Why?\n\n## Answer\n\nBecause.\n', 'why.md').question!;

  it.each([
    ['headings that would be sections', { answer: '# Big\n\n## Intent\n\ntext\n\n### Small' }, '### Big\n\n#### Intent\n\ntext\n\n##### Small'],
    ['a fence left open', { answer: 'Look:\n\n```sql\nselect 1' }, 'Look:\n\n```sql\nselect 1\n```'],
    ['a heading inside a fence', { answer: '```md\n## Intent\n```' }, '```md\n## Intent\n```'],
  ])('keeps its text in its answer: %s', (_, changes, answer) => {
    const { question, problems } = readBack({ ...plain, ...changes });
    expect([question?.answer, question?.intent, problems]).toEqual([answer, null, []]);
  });

  it.each(['yes: no', '# not a comment', '- dash', '"quoted"', "it's", 'a, b', '[x]', '{x}', '*star', 'null', '12:30', 'Ünïcödé — dash', 'tab\there'])(
    'keeps a title and a source of %s',
    (text) => {
      const { question, problems } = readBack({ ...plain, title: text, source: text });
      expect([question?.title, question?.source, problems]).toEqual([text, text, []]);
    },
  );
});

describe('a theme and a persona written as files', () => {
  it('are read back as they were', () => {
    const theme = { id: 'caching', title: 'Caching: the basics', description: 'What it tests.' };
    expect(parseThemeFile(themeFileText(theme), 'themes/caching.md').theme).toEqual(theme);
    const persona = { id: 'peer', name: 'Director, peer', role: 'director', phases: [], mindset: 'Speak as equals.', sections: [] };
    expect(parsePersonaFile(personaFileText(persona), 'personas/peer.md').persona).toEqual(persona);
  });
});
