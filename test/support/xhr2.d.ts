/** XMLHttpRequest for Node; the package brings no types. */
declare module 'xhr2' {
  const XMLHttpRequest: unknown;
  // eslint-disable-next-line no-restricted-syntax
  export default XMLHttpRequest;
}
