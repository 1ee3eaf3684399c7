import type { Words } from '../../../cards/kit/locale.ts';

/** Where a page is looked at: what it says there, and whether it stands in a frame of Teams. */
export interface Here extends Words {
  readonly framed: boolean;
}

/** What a link has that leaves our own pages, or that a frame cannot show. */
export const outward = ({ framed }: Here): string => (framed ? ' target="_blank" rel="noopener"' : '');
