/** Choosing a language. */
export const language = {
  english: 'English',
  dutch: 'Nederlands',
  eyebrow: 'Language',
  title: 'I speak English now',
  choose: 'Which language?',
  caption: 'It stays until you change it.',
};
