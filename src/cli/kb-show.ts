export function showEntry(..._: unknown[]): void {}
