// Every colour is a variable of page.css, which defines it for light and dark mode.

const FONT = "'Segoe UI', -apple-system, 'Open Sans', Arial, sans-serif";

const color = (name) => ({ default: `var(--${name})`, subtle: `var(--${name})` });

/** Style options of Web Chat. */
export const styleOptions = {
  primaryFont: FONT,
  accent: 'var(--accent)',
  subtle: 'var(--subtle)',
  backgroundColor: 'transparent',
  paddingRegular: 12,
  bubbleBackground: 'var(--surface)',
  bubbleTextColor: 'var(--text)',
  bubbleBorderColor: 'var(--line)',
  bubbleBorderRadius: 6,
  bubbleFromUserBackground: 'var(--own)',
  bubbleFromUserTextColor: 'var(--text)',
  bubbleFromUserBorderColor: 'transparent',
  bubbleFromUserBorderRadius: 6,
  bubbleMaxWidth: 480,
  bubbleMinWidth: 200,
  bubbleMinHeight: 36,
  timestampColor: 'var(--subtle)',
  // The response to a post arrives when the bot has completed the turn, which may take a while.
  sendTimeout: 65_000,
  sendTimeoutForAttachments: 65_000,
  sendBoxBackground: 'var(--surface)',
  sendBoxTextColor: 'var(--text)',
  sendBoxPlaceholderColor: 'var(--subtle)',
  sendBoxBorderTop: '1px solid var(--line)',
  sendBoxHeight: 48,
  sendBoxButtonColor: 'var(--subtle)',
  sendBoxButtonColorOnHover: 'var(--accent)',
  sendBoxButtonColorOnActive: 'var(--accent)',
  sendBoxButtonColorOnFocus: 'var(--accent)',
  sendBoxButtonShadeColorOnHover: 'var(--hover)',
  sendBoxButtonShadeColorOnActive: 'var(--hover)',
  sendBoxButtonKeyboardFocusIndicatorBorderColor: 'var(--accent)',
  sendBoxButtonKeyboardFocusIndicatorBorderWidth: 2,
  suggestedActionBackgroundColor: 'var(--surface)',
  suggestedActionBackgroundColorOnHover: 'var(--hover)',
  suggestedActionBackgroundColorOnActive: 'var(--hover)',
  suggestedActionBorderColor: 'var(--field)',
  suggestedActionBorderRadius: 4,
  suggestedActionBorderWidth: 1,
  suggestedActionHeight: 32,
  suggestedActionTextColor: 'var(--accent)',
  suggestedActionLayout: 'flow',
  cardPushButtonBackgroundColor: 'var(--fill)',
  cardPushButtonTextColor: 'var(--on-fill)',
  transcriptActivityVisualKeyboardIndicatorColor: 'var(--subtle)',
  transcriptVisualKeyboardIndicatorColor: 'var(--accent)',
  notificationText: 'var(--subtle)',
  // Files are never sent, so no thumbnail is needed.
  enableUploadThumbnail: false,
};

const foregroundColors = {
  default: { default: 'var(--text)', subtle: 'var(--subtle)' },
  dark: color('text'),
  light: color('subtle'),
  accent: color('accent'),
  good: color('good'),
  warning: color('warning'),
  attention: color('attention'),
};

const tinted = { backgroundColor: 'var(--hover)', foregroundColors };

/** Host config of Adaptive Cards, with the sizes and spacing of Teams. */
export const hostConfig = {
  supportsInteractivity: true,
  fontFamily: FONT,
  fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
  spacing: { small: 6, default: 10, medium: 16, large: 20, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: 'var(--line)' },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: { foregroundColors },
    emphasis: tinted,
    accent: tinted,
    good: tinted,
    warning: tinted,
    attention: tinted,
  },
  actions: {
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    buttonSpacing: 8,
    maxActions: 6,
    spacing: 'medium',
    showCard: { actionMode: 'inline', inlineTopMargin: 8 },
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', weight: 'bolder', spacing: 'small' },
  },
  textBlock: { headingLevel: 2 },
};
