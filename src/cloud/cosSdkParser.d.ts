/** The part of the SDK's inner tools that `openCos` makes safe. */
declare module 'cos-nodejs-sdk-v5/sdk/util' {
  const util: { readonly xml2json: (xml: string) => unknown; parseResBody: (body: string) => unknown };
  export default util;
}
