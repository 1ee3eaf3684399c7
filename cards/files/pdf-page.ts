import PDFDocument from 'pdfkit';
import { fonts } from './fonts.ts';

export const INK = '#1f2328';
export const SOFT = '#5d6570';
const RULE = '#c9ced6';

/** A4 in points, and what is kept free round it. */
export const PAGE = { width: 595.28, height: 841.89, left: 50, right: 545.28, top: 54, bottom: 770 } as const;

interface Style {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'right';
}

/** A paper being written on, from top to bottom. Nothing flows by itself: whoever writes says where. */
export class PdfWriter {
  readonly #doc: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<void>;

  constructor(about: { title: string; author: string; lang: string; at: number; compress: boolean }) {
    const { title, author, lang, at, compress } = about;
    // The invoice's own date, so that the same invoice is the same file.
    const dated = new Date(at);
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      compress,
      lang,
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: title, Author: author, Creator: 'Purchase Desk', CreationDate: dated, ModDate: dated },
    });
    const { regular, bold } = fonts();
    this.#doc.registerFont('regular', regular).registerFont('bold', bold);
    this.#ended = new Promise((resolve, reject) => {
      this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
      this.#doc.on('end', resolve);
      this.#doc.on('error', reject);
    });
  }

  /** Writes words in a box of some width, broken where needed; gives the height they took. */
  write(words: string, x: number, y: number, width: number, style: Style = {}): number {
    const tall = this.heightOf(words, width, style);
    this.#doc.fillColor(style.color ?? INK).text(words, x, y, { width, align: style.align ?? 'left', lineGap: 1 });
    return tall;
  }

  heightOf(words: string, width: number, { size = 9, bold = false }: Style = {}): number {
    this.#doc.font(bold ? 'bold' : 'regular').fontSize(size);
    return this.#doc.heightOfString(words, { width, lineGap: 1 });
  }

  rule(y: number, from: number = PAGE.left, color: string = RULE, thick = 0.6): void {
    this.#doc.moveTo(from, y).lineTo(PAGE.right, y).lineWidth(thick).strokeColor(color).stroke();
  }

  nextPage(): void {
    this.#doc.addPage();
  }

  /** Writes at the foot of every page, once it is known how many there are. */
  async finish(foot: (page: number, of: number) => void): Promise<Buffer> {
    const { count } = this.#doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#doc.switchToPage(page);
      foot(page + 1, count);
    }
    this.#doc.end();
    await this.#ended;
    return Buffer.concat(this.#chunks);
  }
}
