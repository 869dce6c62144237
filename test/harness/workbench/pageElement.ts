/** What code that runs inside the page needs of an element; the project compiles without the types of a browser. */
export interface PageElement {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
}

/** The same with its style. */
export interface StyledElement extends PageElement {
  readonly style: { readonly top: string };
}
