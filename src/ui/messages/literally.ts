import { visible } from '../../core/visible';

/** Escapes a text so that Markdown shows it word for word; `appendText` would keep it from being wrapped. */
export function literally(text: string): string {
  return visible(text, 1000).replaceAll(/[!-/:-@[-`{-~]/g, '\\$&');
}
