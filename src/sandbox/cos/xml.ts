import type { Answer } from '../http/answer';

/** An XML element: text, or children by name (arrays repeat the name; `undefined` is left out). */
export type Xml = string | number | boolean | { readonly [name: string]: Xml | readonly Xml[] | undefined };

/** Returns the document of an error. */
export function xmlError(fields: Readonly<Record<string, string>>): Buffer {
  return xmlDocument('Error', fields);
}

function xmlDocument(name: string, content: Xml): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${element(name, content)}`);
}

/** Returns a successful response with an XML document. */
export function xmlAnswer(name: string, content: Xml, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status: 200,
    headers: { 'Content-Type': 'application/xml', ...headers },
    body: [xmlDocument(name, content)],
  };
}

function element(name: string, content: Xml): string {
  if (typeof content !== 'object') return `<${name}>${escape(String(content))}</${name}>`;
  const children = Object.entries(content).flatMap(([child, value]) =>
    value === undefined
      ? []
      : Array.isArray(value)
        ? value.map((one: Xml) => element(child, one))
        : element(child, value as Xml),
  );
  return `<${name}>${children.join('')}</${name}>`;
}

const SIGNS: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const NAMES = Object.fromEntries(Object.entries(SIGNS).map(([name, sign]) => [sign, `&${name};`]));

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => NAMES[character] ?? character);
}

/** Returns the text that an element's content stands for, its signs written by name or by number. */
export function unescaped(content: string): string {
  return content.replace(
    /&(?:(\w{1,10})|#(\d{1,7})|#x([\da-f]{1,6}));/gi,
    (whole, name?: string, dec?: string, hex?: string) => {
      if (name) return SIGNS[name] ?? whole;
      const code = dec ? Number(dec) : parseInt(hex ?? '', 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
