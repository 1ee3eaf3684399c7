import PDFDocument from 'pdfkit';
import { fonts } from './fonts.ts';

export const INK = '#1f2328';
export const SOFT = '#5d6570';
const RULE = '#c9ced6';

/** A4 and its margins, in points. */
export const PAGE = { width: 595.28, height: 841.89, left: 50, right: 545.28, top: 54, bottom: 770 } as const;

interface Style {
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'right';
}

/** Writes a PDF. Text does not flow: the caller gives each position. */
export class PdfWriter {
  readonly #doc: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #ended: Promise<void>;

  constructor(info: { title: string; author: string; lang: string; at: number; compress: boolean }) {
    const { title, author, lang, at, compress } = info;
    // The invoice's date, so that the same invoice gives the same file.
    const created = new Date(at);
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      compress,
      lang,
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: title, Author: author, Creator: 'Purchase Desk', CreationDate: created, ModDate: created },
    });
    const { regular, bold } = fonts();
    this.#doc.registerFont('regular', regular).registerFont('bold', bold);
    this.#ended = new Promise((resolve, reject) => {
      this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
      this.#doc.on('end', resolve);
      this.#doc.on('error', reject);
    });
  }

  /** Writes text that wraps at the given width; returns its height. */
  write(text: string, x: number, y: number, width: number, style: Style = {}): number {
    const height = this.heightOf(text, width, style);
    this.#doc.fillColor(style.color ?? INK).text(text, x, y, { width, align: style.align ?? 'left', lineGap: 1 });
    return height;
  }

  heightOf(text: string, width: number, { size = 9, bold = false }: Style = {}): number {
    this.#doc.font(bold ? 'bold' : 'regular').fontSize(size);
    return this.#doc.heightOfString(text, { width, lineGap: 1 });
  }

  rule(y: number, from: number = PAGE.left, color: string = RULE, thickness = 0.6): void {
    this.#doc.moveTo(from, y).lineTo(PAGE.right, y).lineWidth(thickness).strokeColor(color).stroke();
  }

  nextPage(): void {
    this.#doc.addPage();
  }

  /** Writes the footer of every page and returns the file. */
  async finish(writeFooter: (page: number, of: number) => void): Promise<Buffer> {
    const { count } = this.#doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#doc.switchToPage(page);
      writeFooter(page + 1, count);
    }
    this.#doc.end();
    await this.#ended;
    return Buffer.concat(this.#chunks);
  }
}
