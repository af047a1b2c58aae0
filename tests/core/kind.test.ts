import { expect, it } from 'vitest';
import { guessKind } from '../../src/core/kind.ts';

it.each([
  ['Tell me about a time you failed.', 'behavioral'],
  ['Tell me about your hardest project with a team.', 'behavioral'],
  ['Describe a situation where you disagreed with your manager.', 'behavioral'],
  ['Give me an example of a time when you led a team.', 'behavioral'],
  ['Share an experience of yours.', 'behavioral'],
  ['Implement an LRU cache.', 'coding'],
  ['Write a function that flattens a list.', 'coding'],
  ['Write an efficient algorithm to merge two arrays.', 'coding'],
  ['What is the time complexity of a lookup in a tree?', 'coding'],
  ['Design a URL shortener.', 'design'],
  ['How would you design the notification service for your team?', 'design'],
  ['How would you architect the portal?', 'design'],
  ['How do you grow the engineers in your team?', 'leadership'],
  ['How do you prioritise a roadmap?', 'leadership'],
  ['How do you win stakeholders over?', 'leadership'],
  ['What is a closure?', 'concept'],
  ['', 'concept'],
  ['什么是闭包？', 'concept'],
])('%j is %s', (question, kind) => {
  expect(guessKind(question)).toBe(kind);
});

it('only the beginning is looked at, so that a megabyte costs nothing', () => {
  expect(guessKind('write a '.repeat(130_000))).toBe('concept');
  expect(guessKind(`${'What is this? '.repeat(100)}Design a cache.`)).toBe('concept');
}, 1_000);
