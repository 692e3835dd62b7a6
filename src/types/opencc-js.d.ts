declare module 'opencc-js/t2cn' {
  /** A converter of traditional to simplified Chinese. */
  export function Converter(options: { from: 't' | 'tw' | 'hk'; to: 'cn' }): (text: string) => string;
}
declare module 'opencc-js/cn2t' {
  /** A converter of simplified to traditional Chinese. */
  export function Converter(options: { from: 'cn'; to: 't' | 'tw' | 'hk' }): (text: string) => string;
}
