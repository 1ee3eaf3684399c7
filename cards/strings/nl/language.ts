import type { language as english } from '../en/language.ts';

export const language: typeof english = {
  english: 'English',
  dutch: 'Nederlands',
  eyebrow: 'Taal',
  title: 'Ik spreek nu Nederlands',
  choose: 'Welke taal?',
  keepEnglish: 'Altijd in het Engels antwoorden',
  keepDutch: 'Altijd in het Nederlands antwoorden',
  caption: 'Dat blijft zo tot u het wijzigt.',
};
