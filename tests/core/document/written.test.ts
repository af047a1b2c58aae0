import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/core/document/read.ts';

/** Documents as people write them: each a few lines of a habit that real ones have. */
const documents: readonly (readonly [name: string, text: string, questions: readonly (readonly [question: string, answer: string | null])[]])[] = [
  [
    'stars, sources and anchors in headings',
    '# 90+ Beam Interview Questions\n## [⬆](#toc) <a name=Oak>Oak Questions</a>\n#### [⬆](#toc) Q1: What is oak?⭐\n**Answer:**\nA tree.\n\n**Source:** _wood.example_\n#### Q2: What is ash?  ⭐⭐\n**Answer:**\nAnother.\n\n**Source:** _ash.example_\n##### Q3: Why is it white?\n',
    [
      ['What is oak?', 'A tree.'],
      ['What is ash?', 'Another.'],
      ['Why is it white?', null],
    ],
  ],
  [
    'an advertisement above and below',
    '# Top 50 Rail Interview Questions\n\n#### You can also find all 50 answers here 👉 [Rails](https://example.org/q)\n\n<br>\n\n## 1. What is a _rail_?\n\nA bar.\n\n### Kinds\n- Flat\n\n<br>\n\n## 2. Which gauge is wide?\n\nThe wide one.\n<br>\n\n#### Explore all 50 answers here 👉 [Rails](https://example.org/q)\n',
    [
      ['What is a _rail_?', 'A bar.\n\n### Kinds\n- Flat'],
      ['Which gauge is wide?', 'The wide one.'],
    ],
  ],
  ['Portuguese labels under bold lines', '# Perguntas de entrevista\n\n**1. O que é um remo?**\nR: Uma pá.\n\n**2. Explique a maré.**\nR: A lua puxa.\n', [['O que é um remo?', 'Uma pá.'], ['Explique a maré.', 'A lua puxa.']]],
  ['Spanish labels', '# Preguntas\n\n**Pregunta:** ¿Qué es un remo?\n**Respuesta:** Una pala.\n\n**Pregunta:** ¿Cómo se rema?\n**Respuesta:** Con calma.\n', [['¿Qué es un remo?', 'Una pala.'], ['¿Cómo se rema?', 'Con calma.']]],
  ['Russian labels', '# Собеседование\n\n**Вопрос:** Что такое весло?\n**Ответ:** Лопасть.\n\n**Вопрос:** Зачем оно?\n**Ответ:** Чтобы грести.\n', [['Что такое весло?', 'Лопасть.'], ['Зачем оно?', 'Чтобы грести.']]],
  ['French labels in headings', "# Questions d'entretien\n\n### Question 1 : Qu'est-ce qu'une rame ?\n**Réponse :** Une pelle.\n\n### Question 2 : Pourquoi en bois ?\n**Réponse :** Il flotte.\n", [["Qu'est-ce qu'une rame ?", 'Une pelle.'], ['Pourquoi en bois ?', 'Il flotte.']]],
  ['tables in sections', '# Oar Questions\n\n## Easy\n\n| # | Question | Answer |\n|---|---|---|\n| 1 | What is a blade? | The flat end. |\n\n## Hard\n\n| # | Question | Answer |\n|---|---|---|\n| 2 | Why feather it? | The wind. |\n', [['What is a blade?', 'The flat end.'], ['Why feather it?', 'The wind.']]],
  ['labels without blank lines', 'Oar Questions\nQuestion: What is a lock?\nAnswer: It holds the oar.\n\nQuestion: Draw one.\nAnswer:\n\nU\nQuestion: Who makes them?\nAnswer: Smiths.\n', [['What is a lock?', 'It holds the oar.'], ['Draw one.', 'U'], ['Who makes them?', 'Smiths.']]],
  ['answers under headings, a section at the level of the questions', '# Oar Questions and Answers\n\n### **1. What is rowing?**\n\n#### **Answer:**\n\nWork.\n\n### **Racing Basics**\n\n### **2. How long is a race?**\n\n#### **Answer:**\n\nTwo kilometres.\n', [['What is rowing?', 'Work.'], ['How long is a race?', 'Two kilometres.']]],
  ['lettered options in plain text', '1. Which is the bow side?\nA) Left\nB) Right\nC) Neither\nAnswer: B\n\n2. Pick a boat.\na) Skiff\nb) Barge\nAnswer: a) Skiff\n', [['Which is the bow side?', 'Right'], ['Pick a boat.', 'Skiff']]],
  ['bold questions with the answer on their line', '# Boat Questions\n\n- **What is a hull?** The body.\n- **What is a deck?** The floor.\n- **Explain ballast.** Weight low down.\n', [['What is a hull?', 'The body.'], ['What is a deck?', 'The floor.'], ['Explain ballast.', 'Weight low down.']]],
  ['paragraphs that ask and answer in turn', 'Interview prep\n\nTell me about yourself.\n\nI row.\n\nWhy do you want to leave?\n\nTo row further.\n\nWhat is your biggest weakness?\n\nSteering.\n', [['Tell me about yourself.', 'I row.'], ['Why do you want to leave?', 'To row further.'], ['What is your biggest weakness?', 'Steering.']]],
  ['topics over lists of questions', '# Interview Questions\n\n- Sails\n  - What is a jib?\n  - What is a reef?\n- Ropes\n  - What is a sheet?\n', [['What is a jib?', null], ['What is a reef?', null], ['What is a sheet?', null]]],
  ['letters that are no labels', '### 1. Tell me about a time you capsized.\n\n**S:** a lake\n**T:** cross it\n**A:** I leaned\n**R:** wet\n\n### 2. Describe a quarrel aboard.\n\n**S:** a storm\n**T:** steer\n**A:** I asked\n**R:** we turned\n', [['Tell me about a time you capsized.', '**S:** a lake\n**T:** cross it\n**A:** I leaned\n**R:** wet'], ['Describe a quarrel aboard.', '**S:** a storm\n**T:** steer\n**A:** I asked\n**R:** we turned']]],
  ['a frequently asked questions page', '# FAQ\n\n## Mooring\n\n### Is it free?\n\nIn winter.\n\n## Fuel\n\n### How do I pay?\n\nCash.\n\n### Can I fill a can?\n\nYes.\n', [['Is it free?', 'In winter.'], ['How do I pay?', 'Cash.'], ['Can I fill a can?', 'Yes.']]],
];

describe('documents as people write them', () => {
  it.each(documents)('%s', (_, text, questions) => {
    expect(readDocument(text, 'a.md').questions.map(({ question, answer }) => [question, answer])).toEqual(questions);
  });

  it('each question with why it matters, what to ask back, what is good and what is not', () => {
    const text = '# Interview questions\n\n### 1. "Describe a leak you mended."\n\n**Why it matters:** Shows calm.\n\n**Clarifying questions:**\n- How big was it?\n\n**Solution approach:**\nPlug it.\n\n**Best practices:**\n- Dry first\n\n**Anti-patterns:**\n- Paint\n\n### 2. "How do you bail?"\n\n**Why it matters:** Shows stamina.\n\n**Solution approach:**\nBucket.\n\n**Best practices:**\n- Sit\n\n**Anti-patterns:**\n- Stand\n';
    expect(readDocument(text, 'a.md').questions[0]).toMatchObject({
      question: 'Describe a leak you mended.',
      intent: 'Shows calm.',
      answer: 'Plug it.',
      followUps: [{ question: 'How big was it?', answer: '' }],
      keyPoints: ['Dry first'],
      pitfalls: ['Paint'],
    });
  });

  it('the same question in two sections is one, with the other section as a tag', () => {
    const reading = readDocument('# Interview questions\n\n## Oars\n\n### What is a blade?\n\nFlat.\n\n### Why feather?\n\nWind.\n\n## Sails\n\n### What is a blade?\n\nFlat.\n\n### What is a luff?\n\nAn edge.\n', 'a.md');
    expect(reading.duplicates).toBe(1);
    expect(reading.questions.map(({ question, tags }) => [question, tags])).toEqual([
      ['What is a blade?', ['sails']],
      ['Why feather?', []],
      ['What is a luff?', []],
    ]);
    expect(reading.warnings).toEqual([{ line: 15, message: 'repeats the question of line 5' }]);
  });

  it('a question without ASCII letters has the fingerprint of its words for an id', () => {
    const [first, second] = readDocument('# 面试题\n\n### 什么是桨？\n\n木头。\n\n### 什么是帆？\n\n布。\n', 'a.md').questions;
    expect([first?.id, second?.id]).toEqual([expect.stringMatching(/^q-[0-9a-f]{8}$/), expect.stringMatching(/^q-[0-9a-f]{8}$/)]);
    expect(first?.id).not.toBe(second?.id);
  });

  it('a total in the title that is wrong is doubted, not enforced', () => {
    expect(readDocument('# 50 interview questions\n\n## 1. What is oak?\n\nA tree.\n\n## 2. What is ash?\n\nAnother.\n', 'a.md').warnings).toEqual([{ line: 1, message: 'the title says 50 questions; 2 were found' }]);
  });
});
