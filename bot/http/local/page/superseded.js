const CARD = 'application/vnd.microsoft.card.adaptive';

/**
 * Dims cards that a newer one supersedes (channelData.follows names the earlier channelData.card). Web Chat does not render
 * old messages again, so each card gets an id, and a style rule of its own once it is superseded.
 */
export function createCardDimmer() {
  /** @type {Map<string, string[]>} ids of the bubbles by card */
  const bubbles = new Map();
  const styles = new CSSStyleSheet();
  document.adoptedStyleSheets.push(styles);

  /** @param {string} card */
  function dim(card) {
    for (const id of bubbles.get(card) ?? []) {
      styles.insertRule(`.webchat__stacked-layout__attachment:has(#${CSS.escape(id)}) { opacity: 0.55; }`);
    }
    bubbles.delete(card);
  }

  /** @param {any} activity */
  return (activity) => {
    const { card, follows } = activity.channelData ?? {};
    if (follows !== undefined) dim(follows);
    if (card === undefined) return activity;
    const id = `card-${activity.id}`;
    bubbles.set(card, [...(bubbles.get(card) ?? []), id]);
    const attachments = activity.attachments?.map((attachment) =>
      attachment.contentType === CARD ? { ...attachment, content: { ...attachment.content, id } } : attachment,
    );
    return { ...activity, attachments };
  };
}
