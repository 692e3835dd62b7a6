export function writeSchemas(..._: unknown[]): void {}
