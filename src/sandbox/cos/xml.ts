import type { Answer } from '../http/answer';

/** An XML element: text, or children by name (arrays repeat the name; `undefined` is left out). */
export type Xml = string | number | boolean | { readonly [name: string]: Xml | readonly Xml[] | undefined };

/** A document with this root. */
export function xmlDocument(name: string, content: Xml): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${element(name, content)}`);
}

/** A successful answer with such a document. */
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

function escape(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&apos;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character);
}
