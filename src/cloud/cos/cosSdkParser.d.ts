/** The part of the SDK's inner tools that reads XML. */
declare module 'cos-nodejs-sdk-v5/sdk/util' {
  const util: { readonly xml2json: (xml: string) => unknown };
  export default util;
}
