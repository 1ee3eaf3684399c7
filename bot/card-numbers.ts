/** The text without what could be a payment card's number: nothing further in ever sees one. */
export { withoutCardNumbers } from './pages/static/card-check.js';
