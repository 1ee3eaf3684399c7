import type { Translations } from '../../../cards/kit/locale.ts';
import { type Html, html } from '../pages/html.ts';

/** Where a page is looked at: what it says there, and whether it stands in a frame of Teams. */
export interface PageContext extends Translations {
  readonly framed: boolean;
}

/** Attributes of a link that leads off the bot's own pages: inside a frame of Teams it opens in a new tab. */
export const newTab = ({ framed }: PageContext): Html => (framed ? html` target="_blank" rel="noopener"` : html``);
