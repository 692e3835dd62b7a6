export function evaluate(..._: unknown[]): void {}
