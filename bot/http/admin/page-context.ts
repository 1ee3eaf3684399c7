import type { Translations } from '../../../cards/kit/locale.ts';
import { type Html, html } from '../pages/html.ts';

/** Translations for a page, and whether it is shown in a frame of Teams. */
export interface PageContext extends Translations {
  readonly framed: boolean;
}

/** Attributes of a link that leads off the bot's own pages: inside a frame of Teams it opens in a new tab. */
export const newTab = ({ framed }: PageContext): Html => (framed ? html` target="_blank" rel="noopener"` : html``);
