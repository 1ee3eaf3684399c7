/** Choosing a language. */
export const language = {
  english: 'English',
  dutch: 'Nederlands',
  eyebrow: 'Language',
  title: 'I speak English now',
  choose: 'Which language?',
  keepEnglish: 'Always answer in English',
  keepDutch: 'Always answer in Dutch',
  caption: 'It stays until you change it.',
};
