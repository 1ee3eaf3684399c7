import type { language as english } from '../en/language.ts';

export const language: typeof english = {
  english: 'English',
  dutch: 'Nederlands',
  eyebrow: 'Taal',
  title: 'Ik spreek nu Nederlands',
  choose: 'Welke taal?',
  caption: 'Dat blijft zo tot u het wijzigt.',
};
