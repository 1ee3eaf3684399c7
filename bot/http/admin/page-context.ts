import type { Translations } from '../../../cards/kit/locale.ts';

/** Where a page is looked at: what it says there, and whether it stands in a frame of Teams. */
export interface PageContext extends Translations {
  readonly framed: boolean;
}

/** What a link has that leaves our own pages, or that a frame cannot show. */
export const outward = ({ framed }: PageContext): string => (framed ? ' target="_blank" rel="noopener"' : '');
